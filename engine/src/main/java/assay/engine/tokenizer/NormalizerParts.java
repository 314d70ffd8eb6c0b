package assay.engine.tokenizer;

import assay.engine.format.JsonElement;
import java.text.Normalizer;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.function.UnaryOperator;

/// Reads the part `normalizer` of a `tokenizer.json`: what is done with a text before it is cut.
///
/// Source: Hugging Face tokenizers, documentation of its normalizers.
final class NormalizerParts {
  private static final String KNOWN =
      "Sequence, NFC, NFD, NFKC, NFKD, Lowercase, Strip, StripAccents, Prepend or Replace";

  private NormalizerParts() {}

  /// A normalizer.
  ///
  /// @param function of a text
  /// @param keepsStart whether the first character of its result always comes from the first of the
  ///   text
  record Normalization(UnaryOperator<String> function, boolean keepsStart) {
    /// Leaves a text as it is.
    static final Normalization NONE = new Normalization(UnaryOperator.identity(), true);

    private Normalization then(Normalization next) {
      return new Normalization(
          text -> next.function.apply(function.apply(text)), keepsStart && next.keepsStart);
    }

    private static Normalization keeping(UnaryOperator<String> function) {
      return new Normalization(function, true);
    }

    private static Normalization moving(UnaryOperator<String> function) {
      return new Normalization(function, false);
    }
  }

  static Normalization read(Optional<JsonElement> part) {
    return part.map(NormalizerParts::read).orElse(Normalization.NONE);
  }

  private static Normalization read(JsonElement part) {
    String type = part.require("type").text();
    return switch (type) {
      case "Sequence" -> sequence(part);
      case "NFC" -> form(part, Normalizer.Form.NFC);
      case "NFD" -> form(part, Normalizer.Form.NFD);
      case "NFKC" -> form(part, Normalizer.Form.NFKC);
      case "NFKD" -> form(part, Normalizer.Form.NFKD);
      case "Lowercase" -> lowercase(part);
      case "Strip" -> strip(part);
      case "StripAccents" -> stripAccents(part);
      case "Prepend" -> prepend(part);
      case "Replace" -> replace(part);
      default -> throw part.require("type").fault("this normalizer is not supported", KNOWN, type);
    };
  }

  private static Normalization sequence(JsonElement part) {
    part.allowOnly(Set.of("type", "normalizers"));
    Normalization all = Normalization.NONE;
    for (JsonElement each : part.require("normalizers").items()) {
      all = all.then(read(each));
    }
    return all;
  }

  private static Normalization form(JsonElement part, Normalizer.Form form) {
    part.allowOnly(Set.of("type"));
    return Normalization.keeping(text -> Normalizer.normalize(text, form));
  }

  /// Character by character: a sigma at the end of a word is not told apart.
  private static Normalization lowercase(JsonElement part) {
    part.allowOnly(Set.of("type"));
    return Normalization.keeping(
        text -> {
          StringBuilder out = new StringBuilder(text.length());
          text.codePoints()
              .forEach(c -> out.append(Character.toString(c).toLowerCase(Locale.ROOT)));
          return out.toString();
        });
  }

  private static Normalization strip(JsonElement part) {
    part.allowOnly(Set.of("type", "strip_left", "strip_right"));
    boolean left = part.require("strip_left").bool();
    boolean right = part.require("strip_right").bool();
    return Normalization.moving(
        text -> {
          int start = 0;
          int end = text.length();
          // All white space lies in the basic plane.
          while (left && start < end && UnicodeSets.SPACE.contains(text.charAt(start))) {
            start++;
          }
          while (right && start < end && UnicodeSets.SPACE.contains(text.charAt(end - 1))) {
            end--;
          }
          return text.substring(start, end);
        });
  }

  private static Normalization stripAccents(JsonElement part) {
    part.allowOnly(Set.of("type"));
    IntPredicate mark = UnicodeSets.MARK::contains;
    return Normalization.moving(
        text ->
            text.codePoints()
                .filter(mark.negate())
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString());
  }

  private static Normalization prepend(JsonElement part) {
    part.allowOnly(Set.of("type", "prepend"));
    String before = part.require("prepend").text();
    return Normalization.moving(text -> text.isEmpty() ? text : before + text);
  }

  private static Normalization replace(JsonElement part) {
    part.allowOnly(Set.of("type", "pattern", "content"));
    String content = part.require("content").text();
    SplitBehavior.Finder finder = SplitPatterns.read(part.require("pattern"));
    return new Normalization(text -> replace(text, finder, content), !content.isEmpty());
  }

  private static String replace(String text, SplitBehavior.Finder finder, String content) {
    Piece piece = Piece.of(text, false);
    StringBuilder out = new StringBuilder(text.length());
    int[] done = {0};
    finder.find(
        piece,
        (from, to) -> {
          out.append(piece.part(done[0], from)).append(content);
          done[0] = to;
        });
    return out.append(piece.part(done[0], piece.to())).toString();
  }
}
