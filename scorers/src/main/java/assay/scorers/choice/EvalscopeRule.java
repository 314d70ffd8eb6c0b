package assay.scorers.choice;

import java.util.List;
import java.util.Optional;

/// The extraction of evalscope's multiple-choice tasks: the label after the last `ANSWER:` that one
/// follows; without such a place, the last capital letter of the text if it is an option.
///
/// A label may stand in brackets, and prose after it is cut off. Several labels, as in "ANSWER: A,
/// B", are no answer where one is asked for, and the fallback is not tried then.
///
/// Source: modelscope/evalscope at 1617436, `parse_answers` in `evalscope/utils/multi_choices.py`.
record EvalscopeRule() implements ChoiceRule {
  private static final String LABELLED = "answer-label-last";
  private static final String CAPITAL = "last-capital";
  private static final String OPENING = "([（【";
  private static final String CLOSING = ")]）】";

  @Override
  public Optional<ExtractedLetter> extract(ScannedText text, List<String> options) {
    int count = options.isEmpty() ? 10 : options.size();
    for (int i = text.phrases() - 1; i >= 0; i--) {
      int label = labelStart(text, text.phrase(i));
      if (label < 0) {
        continue;
      }
      Labels labels = bracketed(text, label, count);
      labels = labels.none() ? plain(text, label, count) : labels;
      if (!labels.none()) {
        return labels.single()
            ? Optional.of(letter(text, labels.start(), LABELLED))
            : Optional.empty();
      }
    }
    return lastCapital(text, count);
  }

  private static ExtractedLetter letter(ScannedText text, int index, String rule) {
    return new ExtractedLetter(text.at(index), rule, index, index + 1);
  }

  /// Returns the end of `(?i)ANSWER\s*:\s*\**\s*` around an occurrence of `nswer`, or -1.
  private static int labelStart(ScannedText text, int phrase) {
    if (!ScannedText.isLetter(text.at(phrase - 1), 'a')) {
      return -1;
    }
    int colon = text.skipSpace(phrase + ScannedText.PHRASE);
    if (text.at(colon) != ':') {
      return -1;
    }
    int at = text.skipSpace(colon + 1);
    while (text.at(at) == '*') {
      at++;
    }
    return text.skipSpace(at);
  }

  /// The labels at the beginning of a capture.
  ///
  /// @param start index of the first one
  /// @param end index after the last one; equal to the start where there is none
  private record Labels(int start, int end) {
    boolean none() {
      return start == end;
    }

    boolean single() {
      return end == start + 1;
    }
  }

  private static Labels bracketed(ScannedText text, int index, int options) {
    Labels none = new Labels(index, index);
    if (index >= text.length() || OPENING.indexOf(text.at(index)) < 0) {
      return none;
    }
    int first = text.skipSpace(index + 1);
    int at = first;
    while (labelUnits(text, at) > 0) {
      int labelEnd = at + labelUnits(text, at);
      int after = text.skipSpace(labelEnd);
      if (after < text.length() && CLOSING.indexOf(text.at(after)) >= 0) {
        return prefix(text, first, labelEnd, options);
      }
      if (text.at(after) != ',' && text.at(after) != '，') {
        return none;
      }
      at = text.skipSpace(after + 1);
    }
    return none;
  }

  private static Labels plain(ScannedText text, int index, int options) {
    int end = index;
    while (labelUnits(text, end) > 0
        || (end > index && (text.at(end) == ' ' || text.at(end) == ','))) {
      end += Math.max(1, labelUnits(text, end));
    }
    return prefix(text, index, end, options);
  }

  /// Cuts a capture after the last of its leading words that consist of option letters alone.
  private static Labels prefix(ScannedText text, int start, int end, int options) {
    int labelled = start;
    int at = start;
    while (at < end) {
      while (at < end && labelUnits(text, at) == 0) {
        at++;
      }
      int word = at;
      boolean letters = true;
      for (int units = labelUnits(text, at); at < end && units > 0; units = labelUnits(text, at)) {
        letters &= text.at(at) >= 'A' && text.at(at) < 'A' + options;
        at += units;
      }
      if (!letters || at == word) {
        break;
      }
      labelled = at;
    }
    return new Labels(start, labelled);
  }

  /// Returns how many UTF-16 units the character at the index has if `[A-Za-z\d]` matches it, or 0.
  private static int labelUnits(ScannedText text, int index) {
    if (index >= text.length()) {
      return 0;
    }
    int c = Character.codePointAt(text.text(), index);
    boolean label = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || Character.isDigit(c);
    return label ? Character.charCount(c) : 0;
  }

  private static Optional<ExtractedLetter> lastCapital(ScannedText text, int options) {
    int at = text.length();
    while (at > 0) {
      int codePoint = Character.codePointBefore(text.text(), at);
      at -= Character.charCount(codePoint);
      if (capital(codePoint)) {
        return codePoint >= 'A' && codePoint < 'A' + options
            ? Optional.of(letter(text, at, CAPITAL))
            : Optional.empty();
      }
    }
    return Optional.empty();
  }

  /// `str.isupper` of one character: upper case, and title case is not.
  private static boolean capital(int codePoint) {
    return Character.isUpperCase(codePoint);
  }
}
