package assay.engine.tokenizer;

import static assay.engine.tokenizer.UnicodeSets.LETTER;
import static assay.engine.tokenizer.UnicodeSets.MARK;
import static assay.engine.tokenizer.UnicodeSets.NEWLINE;
import static assay.engine.tokenizer.UnicodeSets.NUMBER;
import static assay.engine.tokenizer.UnicodeSets.PUNCTUATION;
import static assay.engine.tokenizer.UnicodeSets.SPACE;
import static assay.engine.tokenizer.UnicodeSets.SYMBOL;

import java.util.List;

/// How DeepSeek's models cut texts: first what may not be within a word, then the words.
///
/// Source: the split patterns in the `tokenizer.json` of deepseek-llm-7b-base,
/// deepseek-coder-6.7b-base and DeepSeek-V3.
final class DeepSeekSplits {
  private static final CodePointSet BLANK = CodePointSet.of(" ");

  private DeepSeekSplits() {}

  /// `[\r\n]`, `\s?[cased letters]+`, `\s?[punctuation]+`, `\s+$`, `[ideographs, kana,
  /// syllables]+`, `\p{N}+`.
  static List<List<Rule>> llm() {
    return List.of(
        List.of(Rules.exactly(1, NEWLINE)),
        List.of(Rules.optionalThenRun(SPACE, CasedLetters.SET)),
        List.of(Rules.optionalThenRun(SPACE, punctuation())),
        List.of(Rules.spacesAtEnd()),
        List.of(Rules.run(scripts())),
        List.of(Rules.run(NUMBER)));
  }

  /// `[!-/:-~！-／：-～‘-‟　-。]`.
  private static CodePointSet punctuation() {
    return CodePointSet.ranges(
        '!', '/', ':', '~', 0x2018, 0x201F, 0x3000, 0x3002, 0xFF01, 0xFF0F, 0xFF1A, 0xFF5E);
  }

  /// `[一-龥ࠀ-一가-퟿]`: from U+0800 to U+9FA5, and from U+AC00 to U+D7FF.
  private static CodePointSet scripts() {
    return CodePointSet.ranges(0x0800, 0x9FA5, 0xAC00, 0xD7FF);
  }

  /// `[\r\n]`, `\s?\p{L}+`, `\s?\p{P}+`, `[ideographs, kana, syllables]+`, `\p{N}`.
  static List<List<Rule>> coder() {
    return List.of(
        List.of(Rules.exactly(1, NEWLINE)),
        List.of(Rules.optionalThenRun(SPACE, LETTER)),
        List.of(Rules.optionalThenRun(SPACE, PUNCTUATION)),
        List.of(Rules.run(scripts())),
        List.of(Rules.exactly(1, NUMBER)));
  }

  /// `\p{N}{1,3}`, `[一-龥぀-ゟ゠-ヿ]+`, and words with at most one mark of punctuation before them.
  static List<List<Rule>> v3() {
    CodePointSet asciiPunctuation = CodePointSet.ranges('!', '/', ':', '@', '[', '`', '{', '~');
    CodePointSet marks = PUNCTUATION.or(SYMBOL);
    List<Rule> words =
        List.of(
            Rules.requiredThenRun(asciiPunctuation, CodePointSet.ranges('A', 'Z', 'a', 'z')),
            Rules.optionalThenRun(LETTER.or(marks).or(NEWLINE).not(), LETTER.or(MARK)),
            Rules.followedBy(Rules.optionalThenRun(BLANK, marks), NEWLINE),
            Rules.spacesWithLineBreak(),
            Rules.spacesBeforeWord(),
            Rules.run(SPACE));
    return List.of(
        List.of(Rules.runOfAtMost(3, NUMBER)),
        List.of(Rules.run(CodePointSet.ranges(0x3040, 0x30FF, 0x4E00, 0x9FA5))),
        words);
  }
}
