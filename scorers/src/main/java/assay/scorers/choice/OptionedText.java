package assay.scorers.choice;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The part of a completion in which statements are looked for, and the options of its question.
///
/// @param text the whole completion
/// @param start of the part
/// @param end behind its last character
/// @param options how many there are
/// @param texts of the options
record OptionedText(CharSequence text, int start, int end, int options, OptionTexts texts) {
  private static final int WINDOW = 320;
  private static final int UNKNOWN = 10; // options, where nothing tells how many

  static OptionedText of(CharSequence text, AnswerPart part, List<String> options) {
    int count = options.isEmpty() ? UNKNOWN : options.size();
    return new OptionedText(text, part.start(), part.end(), count, OptionTexts.of(options));
  }

  /// Returns a match of an expression at a place, which sees no more than a fixed length from
  /// there.
  Matcher window(Pattern pattern, int at) {
    return pattern.matcher(text).region(at, Math.min(end, at + WINDOW)).useTransparentBounds(true);
  }

  /// Returns the letter of an option that stands at a place.
  Optional<OptionLetter> letter(int at) {
    return OptionLetter.at(text, at, end, options);
  }

  /// Returns the first place from `index` on that is no white space and no star.
  int skipBlank(int index) {
    int at = index;
    while (at < end && (Character.isWhitespace(text.charAt(at)) || text.charAt(at) == '*')) {
      at++;
    }
    return at;
  }
}
