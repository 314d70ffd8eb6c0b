package assay.scorers.choice;

import java.util.OptionalInt;

/// The first match of an `Answer: X` expression that ignores case, as harnesses use it whose prompt
/// asks for a last line of that form.
///
/// Case is ignored for the letter too, and it is handed on as it stands: "answer: because" gives
/// `b`, which equals no target. Under Python's `re.IGNORECASE` the range also takes the dotted and
/// dotless i (U+0130, U+0131) and, where it holds K, the Kelvin sign (U+212A).
///
/// Sources: open-compass/opencompass, `configs/datasets/mmlu_pro/mmlu_pro_0shot_cot_gen_08c1de.py`
/// with `match_answer_pattern`; openai/simple-evals, `ANSWER_PATTERN_MULTICHOICE` in `common.py`.
///
/// @param lastLetter the last letter of the range that begins with A
/// @param blanksAndDollar whether only blanks and tabs may stand around the colon, and a dollar
///   sign before the letter
record AnyCaseColonRule(char lastLetter, boolean blanksAndDollar) implements LetterRule {
  private static final char DOTTED_CAPITAL_I = '\u0130';
  private static final char DOTLESS_I = '\u0131';
  private static final char KELVIN = '\u212a';

  /// `(?i)Answer[ \t]*:[ \t]*\$?([A-J])\$?`: the expression of simple-evals with the ten letters of
  /// MMLU-Pro in place of four. The original has no MMLU-Pro; extensions of it use this form.
  static AnyCaseColonRule simpleEvals() {
    return new AnyCaseColonRule('J', true);
  }

  /// `(?i)ANSWER\s*:\s*([A-P])`: OpenCompass.
  static AnyCaseColonRule openCompass() {
    return new AnyCaseColonRule('P', false);
  }

  @Override
  public String name() {
    return "answer-colon-any-case";
  }

  @Override
  public OptionalInt find(ScannedText text) {
    for (int i = 0; i < text.phrases(); i++) {
      int at = text.phrase(i);
      if (ScannedText.isLetter(text.at(at - 1), 'a')) {
        int letter = letterAfter(text, at + ScannedText.PHRASE);
        if (letter >= 0) {
          return OptionalInt.of(letter);
        }
      }
    }
    return OptionalInt.empty();
  }

  private int letterAfter(ScannedText text, int index) {
    int colon = skip(text, index);
    if (text.at(colon) != ':') {
      return -1;
    }
    int letter = skip(text, colon + 1);
    letter += blanksAndDollar && text.at(letter) == '$' ? 1 : 0;
    return inRange(text.at(letter)) ? letter : -1;
  }

  private int skip(ScannedText text, int index) {
    if (!blanksAndDollar) {
      return text.skipSpace(index);
    }
    int at = index;
    while (text.at(at) == ' ' || text.at(at) == '\t') {
      at++;
    }
    return at;
  }

  private boolean inRange(char c) {
    char capital = c >= 'a' && c <= 'z' ? (char) (c - 0x20) : c;
    return (capital >= 'A' && capital <= lastLetter)
        || c == DOTTED_CAPITAL_I
        || c == DOTLESS_I
        || (c == KELVIN && lastLetter >= 'K');
  }
}
