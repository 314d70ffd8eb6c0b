package assay.engine.tokenizer;

import assay.engine.format.JsonElement;
import java.util.Set;

/// Reads the patterns of a `tokenizer.json`: a text, or a regular expression of Oniguruma.
final class SplitPatterns {
  private SplitPatterns() {}

  /// The finder of a pattern such as `{"String": " "}` or `{"Regex": "\\s+"}`.
  static SplitBehavior.Finder read(JsonElement pattern) {
    pattern.allowOnly(Set.of("String", "Regex"));
    if (pattern.get("Regex").isPresent() == pattern.get("String").isPresent()) {
      throw pattern.fault("it is no pattern", "either String or Regex", "both or neither");
    }
    return pattern.get("String").map(SplitPatterns::literal).orElseGet(() -> regex(pattern));
  }

  private static SplitBehavior.Finder regex(JsonElement pattern) {
    JsonElement source = pattern.require("Regex");
    try {
      return regex(source.text());
    } catch (UnsupportedPatternException failure) {
      throw source.fault(
          "this pattern is not supported",
          "a pattern that can be matched in linear time, see PatternParser",
          failure.getMessage());
    }
  }

  /// The finder of a regular expression.
  ///
  /// @throws UnsupportedPatternException if it is malformed or not supported
  static SplitBehavior.Finder regex(String pattern) {
    PatternProgram program = PatternProgram.of(pattern);
    return (piece, sink) -> {
      PatternMatcher matcher = new PatternMatcher(program, piece.text(), piece.from(), piece.to());
      int at = piece.from();
      while (at < piece.to() && matcher.find(at)) {
        sink.span(matcher.start(), matcher.end());
        at = matcher.end();
      }
    };
  }

  private static SplitBehavior.Finder literal(JsonElement source) {
    if (source.text().isEmpty()) {
      throw source.fault("it is no pattern", "at least one character", "none");
    }
    TokenTrie trie = new TokenTrie();
    trie.add(source.text(), 0);
    return (piece, sink) -> {
      int at = piece.from();
      while (at < piece.to()) {
        int end = trie.longest(piece.text(), at, piece.to());
        if (end == TokenTrie.NONE) {
          at++;
        } else {
          sink.span(at, end);
          at = end;
        }
      }
    };
  }

  /// The finder of each single character of a set.
  static SplitBehavior.Finder each(CodePointSet set) {
    return (piece, sink) -> {
      for (int i = piece.from(); i < piece.to(); i++) {
        if (set.contains(piece.text()[i])) {
          sink.span(i, i + 1);
        }
      }
    };
  }

  /// The finder of words and of what is neither word nor white space: `\w+|[^\w\s]+` of the Rust
  /// crate `regex`.
  static SplitBehavior.Finder words() {
    CodePointSet word = UnicodeSets.JOINED_WORD_CHARACTER;
    CodePointSet other = word.or(UnicodeSets.SPACE).not();
    return (piece, sink) -> {
      int at = piece.from();
      while (at < piece.to()) {
        CodePointSet set = word.contains(piece.text()[at]) ? word : other;
        int end = at;
        while (end < piece.to() && set.contains(piece.text()[end])) {
          end++;
        }
        if (end > at) {
          sink.span(at, end);
        }
        at = Math.max(end, at + 1);
      }
    };
  }
}
