package assay.engine.tokenizer;

import assay.engine.format.JsonElement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Reads the part `post_processor` of a `tokenizer.json`: which tokens stand before and behind a
/// text when special tokens are added.
///
/// Source: Hugging Face tokenizers, documentation of its post-processors.
final class PostProcessorParts {
  private static final String KNOWN =
      "Sequence, TemplateProcessing, ByteLevel, BertProcessing or RobertaProcessing";

  private final Map<String, Integer> ids;

  private PostProcessorParts(Map<String, Integer> ids) {
    this.ids = ids;
  }

  /// The tokens around a text.
  ///
  /// @param before the text
  /// @param behind the text
  record Frame(List<Integer> before, List<Integer> behind) {
    /// Nothing is added.
    static final Frame NONE = new Frame(List.of(), List.of());

    /// Copies the lists.
    Frame {
      before = List.copyOf(before);
      behind = List.copyOf(behind);
    }

    private Frame around(Frame inner) {
      List<Integer> allBefore = new ArrayList<>(before);
      allBefore.addAll(inner.before);
      List<Integer> allBehind = new ArrayList<>(inner.behind);
      allBehind.addAll(behind);
      return new Frame(allBefore, allBehind);
    }
  }

  static Frame read(Optional<JsonElement> part, Map<String, Integer> ids) {
    return part.map(new PostProcessorParts(ids)::read).orElse(Frame.NONE);
  }

  private Frame read(JsonElement part) {
    String type = part.require("type").text();
    return switch (type) {
      case "Sequence" -> sequence(part);
      case "ByteLevel" -> {
        part.allowOnly(Set.of("type", "add_prefix_space", "trim_offsets", "use_regex"));
        yield Frame.NONE;
      }
      case "TemplateProcessing" -> template(part);
      case "BertProcessing" -> {
        part.allowOnly(Set.of("type", "sep", "cls"));
        yield new Frame(List.of(pair(part.require("cls"))), List.of(pair(part.require("sep"))));
      }
      case "RobertaProcessing" -> {
        part.allowOnly(Set.of("type", "sep", "cls", "trim_offsets", "add_prefix_space"));
        yield new Frame(List.of(pair(part.require("cls"))), List.of(pair(part.require("sep"))));
      }
      default ->
          throw part.require("type").fault("this post-processor is not supported", KNOWN, type);
    };
  }

  private Frame sequence(JsonElement part) {
    part.allowOnly(Set.of("type", "processors"));
    Frame all = Frame.NONE;
    for (JsonElement each : part.require("processors").items()) {
      all = read(each).around(all);
    }
    return all;
  }

  /// A text with its id, as `["</s>", 2]`.
  private int pair(JsonElement pair) {
    List<JsonElement> items = pair.items();
    if (items.size() != 2) {
      throw pair.fault("it is no token", "a text and an id", items.size() + " items");
    }
    return checked(items.get(1), items.get(0).text());
  }

  private int checked(JsonElement id, String text) {
    Integer known = ids.get(text);
    if (known == null || known != id.integer()) {
      throw id.fault(
          "it is not the id of \"" + text + "\"",
          known == null ? "a token of the vocabulary" : String.valueOf(known),
          String.valueOf(id.integer()));
    }
    return known;
  }

  private Frame template(JsonElement part) {
    part.allowOnly(Set.of("type", "single", "pair", "special_tokens"));
    List<Integer> before = new ArrayList<>();
    List<Integer> behind = new ArrayList<>();
    boolean text = false;
    for (JsonElement item : part.require("single").items()) {
      item.allowOnly(Set.of("SpecialToken", "Sequence"));
      Optional<JsonElement> special = item.get("SpecialToken");
      if (special.isPresent()) {
        (text ? behind : before).addAll(special(part, special.get().require("id")));
      } else if (text || !item.require("Sequence").require("id").text().equals("A")) {
        throw item.fault("the text stands twice", "the sequence A once", item.value().toString());
      } else {
        text = true;
      }
    }
    if (!text) {
      throw part.require("single").fault("the text is missing", "the sequence A", "none");
    }
    return new Frame(before, behind);
  }

  private List<Integer> special(JsonElement part, JsonElement name) {
    JsonElement token = part.require("special_tokens").require(name.text());
    List<JsonElement> tokenIds = token.require("ids").items();
    List<JsonElement> texts = token.require("tokens").items();
    if (tokenIds.size() != texts.size()) {
      throw token.fault(
          "ids and tokens do not fit", texts.size() + " ids", String.valueOf(tokenIds.size()));
    }
    List<Integer> all = new ArrayList<>();
    for (int i = 0; i < texts.size(); i++) {
      all.add(checked(tokenIds.get(i), texts.get(i).text()));
    }
    return all;
  }
}
