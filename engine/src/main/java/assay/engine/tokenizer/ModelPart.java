package assay.engine.tokenizer;

import assay.engine.format.JsonElement;
import assay.engine.format.JsonValue;
import assay.engine.format.JsonValue.JsonArray;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Reads the part `model` of a `tokenizer.json`: vocabulary and merges or scores.
///
/// Source: Hugging Face tokenizers, documentation of its models.
final class ModelPart {
  private final JsonElement part;
  private final Map<String, Integer> ids;

  private ModelPart(JsonElement part, Map<String, Integer> ids) {
    this.part = part;
    this.ids = ids;
  }

  /// A model.
  ///
  /// @param model that makes tokens of pieces
  /// @param ids of its tokens by their texts
  /// @param unknown the token that stands for what cannot be expressed
  /// @param byteTokens whether tokens such as `<0x0A>` are bytes
  record Read(
      PieceModel model, Map<String, Integer> ids, Optional<String> unknown, boolean byteTokens) {}

  static Read read(JsonElement part) {
    // Files of the first versions do not name the type of their model; those of decoders hold BPE.
    String type = part.get("type").map(JsonElement::text).orElse("BPE");
    return switch (type) {
      case "BPE" -> new ModelPart(part, vocabulary(part.require("vocab"))).merged();
      case "Unigram" -> unigram(part);
      default -> throw part.fault("this kind of model is not supported", "BPE or Unigram", type);
    };
  }

  private static Map<String, Integer> vocabulary(JsonElement vocabulary) {
    Map<String, Integer> ids = new HashMap<>();
    vocabulary.members().forEach((text, id) -> ids.put(text, JsonVocabulary.id(id)));
    return ids;
  }

  private Read merged() {
    part.allowOnly(
        Set.of(
            "type",
            "dropout",
            "unk_token",
            "continuing_subword_prefix",
            "end_of_word_suffix",
            "fuse_unk",
            "byte_fallback",
            "ignore_merges",
            "vocab",
            "merges"));
    refuseDropout();
    refuseText("continuing_subword_prefix");
    refuseText("end_of_word_suffix");
    Optional<String> unknown = part.get("unk_token").map(JsonElement::text);
    boolean byteFallback = flag("byte_fallback");
    MergedPieces model =
        new MergedPieces(
            trie(),
            merges(),
            unknownCharacters(byteFallback, unknown, flag("fuse_unk")),
            flag("ignore_merges"));
    return new Read(model, ids, unknown, byteFallback);
  }

  private boolean flag(String key) {
    return part.get(key).map(JsonElement::bool).orElse(false);
  }

  private void refuseDropout() {
    Optional<JsonElement> dropout = part.get("dropout");
    if (dropout.isPresent() && dropout.get().number() != 0) {
      throw dropout
          .get()
          .fault(
              "encoding at random is not repeatable",
              "null",
              String.valueOf(dropout.get().number()));
    }
  }

  private void refuseText(String key) {
    Optional<JsonElement> text = part.get(key);
    if (text.isPresent() && !text.get().text().isEmpty()) {
      throw text.get().fault("it is not supported", "null", "\"" + text.get().text() + "\"");
    }
  }

  private UnknownCharacters unknownCharacters(
      boolean byteFallback, Optional<String> unknown, boolean fused) {
    if (byteFallback) {
      return new UnknownCharacters.AsBytes(byteTokens());
    }
    return unknown
        .<UnknownCharacters>map(text -> new UnknownCharacters.AsToken(unknownId(text), fused))
        .orElseGet(UnknownCharacters.Refused::new);
  }

  private ByteTokens byteTokens() {
    try {
      return ByteTokens.of(ids);
    } catch (MalformedVocabularyException missing) {
      throw part.require("vocab").fault(missing.what(), missing.expected(), missing.found());
    }
  }

  private int unknownId(String text) {
    Integer id = ids.get(text);
    if (id == null) {
      throw part.require("unk_token").fault("it is no token", "a token", "\"" + text + "\"");
    }
    return id;
  }

  private TokenTrie trie() {
    TokenTrie trie = new TokenTrie();
    ids.forEach(
        (text, id) -> {
          if (!text.isEmpty()) {
            trie.add(text, id);
          }
        });
    return trie;
  }

  private MergeTable merges() {
    List<MergeTable.Merge> merges = new ArrayList<>();
    for (JsonElement merge : part.require("merges").items()) {
      merges.add(merge(merge));
    }
    try {
      return MergeTable.of(merges, ids);
    } catch (MalformedVocabularyException failure) {
      throw part.require("merges").fault(failure.what(), failure.expected(), failure.found());
    }
  }

  /// A merge as `"a b"`, or as `["a", "b"]` in newer files.
  private static MergeTable.Merge merge(JsonElement merge) {
    return switch (merge.value()) {
      case JsonArray(List<JsonValue> items) when items.size() == 2 ->
          new MergeTable.Merge(merge.items().get(0).text(), merge.items().get(1).text());
      default ->
          MergeTable.Merge.parse(merge.text())
              .orElseThrow(() -> merge.fault("it is no pair", "two tokens", merge.text()));
    };
  }

  private static Read unigram(JsonElement part) {
    part.allowOnly(Set.of("type", "unk_id", "vocab", "byte_fallback"));
    Map<String, Integer> ids = new LinkedHashMap<>();
    List<JsonElement> entries = part.require("vocab").items();
    double[] scores = new double[entries.size()];
    TokenTrie trie = new TokenTrie();
    for (int id = 0; id < scores.length; id++) {
      JsonElement entry = entries.get(id);
      if (entry.items().size() != 2) {
        throw entry.fault("it is no token", "a text and a score", entry.items().size() + " items");
      }
      String text = entry.items().getFirst().text();
      scores[id] = entry.items().getLast().number();
      if (ids.put(text, id) != null || !Double.isFinite(scores[id])) {
        throw entry.fault(
            "it is no token", "a text that stands once, and a score", "\"" + text + "\"");
      }
      if (!text.isEmpty()) {
        trie.add(text, id);
      }
    }
    ModelPart model = new ModelPart(part, ids);
    boolean byteFallback = model.flag("byte_fallback");
    Optional<String> unknown = part.get("unk_id").map(id -> entryText(id, entries));
    int unknownId = unknown.map(ids::get).orElse(TokenTrie.NONE);
    return new Read(
        new UnigramPieces(
            trie, scores, unknownId, model.unknownCharacters(byteFallback, unknown, true)),
        ids,
        unknown,
        byteFallback);
  }

  private static String entryText(JsonElement id, List<JsonElement> entries) {
    if (id.integer() < 0 || id.integer() >= entries.size()) {
      throw id.fault("it is no token", "an id below " + entries.size(), "" + id.integer());
    }
    return entries.get((int) id.integer()).items().getFirst().text();
  }
}
