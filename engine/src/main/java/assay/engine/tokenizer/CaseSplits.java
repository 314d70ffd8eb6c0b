package assay.engine.tokenizer;

import static assay.engine.tokenizer.UnicodeSets.LETTER;
import static assay.engine.tokenizer.UnicodeSets.LOWER_OR_CASELESS;
import static assay.engine.tokenizer.UnicodeSets.NEWLINE;
import static assay.engine.tokenizer.UnicodeSets.NUMBER;
import static assay.engine.tokenizer.UnicodeSets.SPACE;
import static assay.engine.tokenizer.UnicodeSets.UPPER_OR_CASELESS;

import java.util.List;

/// Splits that also cut words where their case changes.
final class CaseSplits {
  private static final CodePointSet BLANK = CodePointSet.of(" ");
  private static final CodePointSet WORD = LETTER.or(NUMBER);
  private static final CodePointSet OTHER = WORD.or(SPACE).not();

  /// `[^\r\n\p{L}\p{N}]`: what a word may take along from before it.
  private static final CodePointSet BEFORE_WORD = WORD.or(NEWLINE).not();

  private CaseSplits() {}

  /// Words cut where lower case goes over to upper case; with contractions at their end in GPT-4o.
  static List<Rule> gpt4o(boolean contractions, Rule number) {
    Rule lower = Rules.wordWithLowerCase(BEFORE_WORD, UPPER_OR_CASELESS, LOWER_OR_CASELESS);
    Rule upper = Rules.wordWithUpperCase(BEFORE_WORD, UPPER_OR_CASELESS, LOWER_OR_CASELESS);
    Rule ending = Rules.contraction(true);
    return List.of(
        contractions ? Rules.followedByOptional(lower, ending) : lower,
        contractions ? Rules.followedByOptional(upper, ending) : upper,
        number,
        Rules.followedBy(Rules.optionalThenRun(BLANK, OTHER), NEWLINE.or(CodePointSet.of("/"))),
        Rules.spacesWithLineBreak(),
        Rules.spacesBeforeWord(),
        Rules.run(SPACE));
  }

  /// Chinese characters by themselves, then words as GPT-4o cuts them.
  ///
  /// Source: Moonshot, Kimi-K2, `tokenization_kimi.py`.
  static List<Rule> kimi() {
    CodePointSet han = UnicodeSets.property("Han").orElseThrow();
    CodePointSet other = han.not();
    CodePointSet upper =
        codePoint -> UPPER_OR_CASELESS.contains(codePoint) && other.contains(codePoint);
    CodePointSet lower =
        codePoint -> LOWER_OR_CASELESS.contains(codePoint) && other.contains(codePoint);
    Rule ending = Rules.contraction(true);
    return List.of(
        Rules.run(han),
        Rules.followedByOptional(Rules.wordWithLowerCase(BEFORE_WORD, upper, lower), ending),
        Rules.followedByOptional(Rules.wordWithUpperCase(BEFORE_WORD, upper, lower), ending),
        Rules.runOfAtMost(3, NUMBER),
        Rules.followedBy(Rules.optionalThenRun(BLANK, OTHER), NEWLINE),
        Rules.spacesWithLineBreak(),
        Rules.spacesBeforeWord(),
        Rules.run(SPACE));
  }
}
