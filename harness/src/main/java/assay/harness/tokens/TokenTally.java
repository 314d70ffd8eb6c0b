package assay.harness.tokens;

import assay.engine.tokenizer.EncodingOptions;
import assay.engine.tokenizer.Tokenizer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.OptionalDouble;

/// Counts texts of one source and script, and their tokens by each tokenizer. Mutable; one thread.
public final class TokenTally {
  private final String source;
  private final String script;
  private final long[] tokens;
  private long texts;
  private long characters;
  private long bytes;
  private long words;

  /// @param tokenizers how many there are
  public TokenTally(String source, String script, int tokenizers) {
    this.source = source;
    this.script = script;
    tokens = new long[tokenizers];
  }

  /// Counts the tokens of a text by every tokenizer.
  public void add(String text, List<Tokenizer> tokenizers) {
    texts++;
    characters += text.codePointCount(0, text.length());
    bytes += text.getBytes(StandardCharsets.UTF_8).length;
    String stripped = text.strip();
    words += stripped.isEmpty() ? 0 : stripped.split("\\s+").length;
    for (int i = 0; i < tokens.length; i++) {
      tokens[i] += tokenizers.get(i).encode(text, EncodingOptions.PLAIN).length;
    }
  }

  /// Returns where the texts are from.
  public String source() {
    return source;
  }

  /// Returns the writing system of the texts.
  public String script() {
    return script;
  }

  /// Returns how many texts were counted.
  public long texts() {
    return texts;
  }

  /// Returns code points.
  public long characters() {
    return characters;
  }

  /// Returns bytes in UTF-8.
  public long bytes() {
    return bytes;
  }

  /// Returns words between blanks; empty for a script without blanks.
  public OptionalDouble words() {
    return WritingSystem.hasWords(script)
        ? OptionalDouble.of((double) words)
        : OptionalDouble.empty();
  }

  /// Returns how many tokens one of the tokenizers made.
  public long tokens(int tokenizer) {
    return tokens[tokenizer];
  }

  /// Returns tokens of a tokenizer over something counted; empty where that is 0 or not known.
  public OptionalDouble per(int tokenizer, OptionalDouble counted) {
    return counted.orElse(0) > 0
        ? OptionalDouble.of(tokens[tokenizer] / counted.getAsDouble())
        : OptionalDouble.empty();
  }

  /// Returns how many characters of such text a number of tokens holds; empty without a token.
  public OptionalDouble charactersIn(int tokenizer, long budget) {
    return tokens[tokenizer] > 0
        ? OptionalDouble.of((double) budget * characters / tokens[tokenizer])
        : OptionalDouble.empty();
  }
}
