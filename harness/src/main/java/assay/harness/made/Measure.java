package assay.harness.made;

import assay.engine.tokenizer.EncodingOptions;
import assay.engine.tokenizer.Tokenizer;
import assay.harness.model.Tokenizers;
import assay.tasks.TokenCounter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/// What counts the tokens of made data.
///
/// @param words what it is
/// @param counter counts the tokens of a text
public record Measure(String words, TokenCounter counter) {
  private static final Pattern PIECE = Pattern.compile("([A-Za-z]+)|([0-9]+)|[^A-Za-z0-9\\s]");
  private static final int LETTERS = 5;
  private static final int DIGITS = 3;

  /// Stands in for a tokenizer that is not known. It counts more than most do, so that contexts are
  /// rather too short than too long.
  public static final Measure ESTIMATE =
      new Measure(
          "an estimate of a token for five letters or three digits of a word, and for every sign",
          Measure::estimate);

  public Measure {
    Objects.requireNonNull(words);
    Objects.requireNonNull(counter);
  }

  /// Returns the tokenizer of a GGUF file or a checkpoint folder.
  public static Measure of(Path model) throws IOException {
    Tokenizer tokenizer = Tokenizers.open(model);
    return new Measure(
        "tokenizer " + tokenizer.digest(),
        text -> tokenizer.encode(text, EncodingOptions.PROMPT).length);
  }

  private static int estimate(String text) {
    return PIECE.matcher(text).results().mapToInt(Measure::tokens).sum();
  }

  private static int tokens(MatchResult piece) {
    int length = piece.end() - piece.start();
    if (piece.group(1) != null) {
      return Math.ceilDiv(length, LETTERS);
    }
    return Math.ceilDiv(length, DIGITS);
  }
}
