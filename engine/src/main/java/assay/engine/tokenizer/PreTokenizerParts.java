package assay.engine.tokenizer;

import assay.engine.format.JsonElement;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Reads the part `pre_tokenizer` of a `tokenizer.json`: how a text is cut into pieces, and in
/// which alphabet the pieces are written.
///
/// Source: Hugging Face tokenizers, documentation of its pre-tokenizers.
final class PreTokenizerParts {
  private static final String KNOWN =
      "Sequence, Split, ByteLevel, Metaspace, Digits, Punctuation, Whitespace, WhitespaceSplit or"
          + " CharDelimiterSplit";

  /// The split of GPT-2, which ByteLevel brings along.
  private static final String BYTE_LEVEL_PATTERN =
      "'s|'t|'re|'ve|'m|'ll|'d| ?\\p{L}+| ?\\p{N}+| ?[^\\s\\p{L}\\p{N}]+|\\s+(?!\\S)|\\s+";

  private final List<SplitStep> steps = new ArrayList<>();
  private boolean byteLevel;
  private boolean needsStart;

  private PreTokenizerParts() {}

  /// A pre-tokenizer.
  ///
  /// @param step that cuts a text
  /// @param byteLevel whether the pieces are written in the alphabet of bytes
  /// @param needsStart whether it treats the begin of the text in another way
  record PreTokenization(SplitStep step, boolean byteLevel, boolean needsStart) {}

  static PreTokenization read(Optional<JsonElement> part) {
    PreTokenizerParts parts = new PreTokenizerParts();
    part.ifPresent(parts::add);
    return new PreTokenization(SplitStep.sequence(parts.steps), parts.byteLevel, parts.needsStart);
  }

  private void add(JsonElement part) {
    String type = part.require("type").text();
    if (byteLevel) {
      throw part.fault("nothing can follow ByteLevel", "ByteLevel as the last part", type);
    }
    switch (type) {
      case "Sequence" -> {
        part.allowOnly(Set.of("type", "pretokenizers"));
        part.require("pretokenizers").items().forEach(this::add);
      }
      case "Split" -> split(part);
      case "ByteLevel" -> byteLevel(part);
      case "Metaspace" -> metaspace(part);
      case "Digits" -> digits(part);
      case "Punctuation" -> {
        part.allowOnly(Set.of("type", "behavior"));
        steps.add(behavior(part).step(SplitPatterns.each(UnicodeSets.ASCII_OR_PUNCTUATION), false));
      }
      case "Whitespace" -> {
        part.allowOnly(Set.of("type"));
        steps.add(SplitBehavior.REMOVED.step(SplitPatterns.words(), true));
      }
      case "WhitespaceSplit" -> {
        part.allowOnly(Set.of("type"));
        steps.add(SplitBehavior.REMOVED.step(SplitPatterns.each(UnicodeSets.SPACE), false));
      }
      case "CharDelimiterSplit" -> {
        part.allowOnly(Set.of("type", "delimiter"));
        CodePointSet delimiter = CodePointSet.of(part.require("delimiter").text());
        steps.add(SplitBehavior.REMOVED.step(SplitPatterns.each(delimiter), false));
      }
      default ->
          throw part.require("type").fault("this pre-tokenizer is not supported", KNOWN, type);
    }
  }

  private void split(JsonElement part) {
    part.allowOnly(Set.of("type", "pattern", "behavior", "invert"));
    boolean invert = part.get("invert").map(JsonElement::bool).orElse(false);
    steps.add(behavior(part).step(SplitPatterns.read(part.require("pattern")), invert));
  }

  private static SplitBehavior behavior(JsonElement part) {
    if (part.get("behavior").isEmpty()) {
      return SplitBehavior.ISOLATED;
    }
    JsonElement behavior = part.require("behavior");
    return SplitBehavior.named(behavior.text())
        .orElseThrow(
            () ->
                behavior.fault(
                    "this behaviour is not known",
                    "Removed, Isolated, MergedWithPrevious, MergedWithNext or Contiguous",
                    behavior.text()));
  }

  private void byteLevel(JsonElement part) {
    part.allowOnly(Set.of("type", "add_prefix_space", "trim_offsets", "use_regex"));
    boolean prefix = part.require("add_prefix_space").bool();
    boolean regex = part.get("use_regex").map(JsonElement::bool).orElse(true);
    if (prefix) {
      steps.add((piece, sink) -> sink.accept(piece.startingWith(' ')));
    }
    if (regex) {
      steps.add(SplitBehavior.ISOLATED.step(SplitPatterns.regex(BYTE_LEVEL_PATTERN), false));
    }
    steps.add((piece, sink) -> sink.accept(inByteAlphabet(piece)));
    byteLevel = true;
  }

  private static Piece inByteAlphabet(Piece piece) {
    byte[] bytes = piece.toString().getBytes(StandardCharsets.UTF_8);
    int[] characters = new int[bytes.length];
    for (int i = 0; i < bytes.length; i++) {
      characters[i] = ByteAlphabet.character(bytes[i] & 0xFF);
    }
    return new Piece(characters, 0, characters.length, piece.first());
  }

  private void metaspace(JsonElement part) {
    part.allowOnly(
        Set.of("type", "replacement", "add_prefix_space", "prepend_scheme", "split", "str_rep"));
    int space = Metaspace.replacement(part);
    Metaspace.Scheme scheme = Metaspace.scheme(part);
    boolean split = part.get("split").map(JsonElement::bool).orElse(true);
    needsStart |= scheme == Metaspace.Scheme.FIRST;
    steps.add(
        (piece, sink) -> {
          Piece replaced = piece.replacing(' ', space);
          boolean prefixed =
              switch (scheme) {
                case ALWAYS -> true;
                case FIRST -> piece.first();
                case NEVER -> false;
              };
          sink.accept(prefixed ? replaced.startingWith(space) : replaced);
        });
    if (split) {
      steps.add(
          SplitBehavior.MERGED_WITH_NEXT.step(
              SplitPatterns.each(codePoint -> codePoint == space), false));
    }
  }

  private void digits(JsonElement part) {
    part.allowOnly(Set.of("type", "individual_digits"));
    SplitBehavior behavior =
        part.require("individual_digits").bool()
            ? SplitBehavior.ISOLATED
            : SplitBehavior.CONTIGUOUS;
    steps.add(behavior.step(SplitPatterns.each(UnicodeSets.NUMBER), false));
  }
}
