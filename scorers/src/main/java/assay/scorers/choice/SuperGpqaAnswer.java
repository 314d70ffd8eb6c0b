package assay.scorers.choice;

import assay.results.Completion;
import assay.results.Sample;
import assay.results.Score;
import assay.scorers.PairGrader;
import assay.scorers.PythonText;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// The option that SuperGPQA's own script takes for the answer: a letter by three expressions, in
/// the last line and then anywhere, and where there is none the text of an option by three like
/// them. A small letter is found and is wrong, as there. Thoughts are read like all else.
///
/// The expressions take what the script's take. Theirs may backtrack without end, so the script
/// gives each search five seconds and goes on without it; these end soon, and so also find what the
/// script has no time for.
///
/// Source: [SuperGPQA/SuperGPQA at 03a3e27](https://github.com/SuperGPQA/SuperGPQA/tree/03a3e27),
/// `extract_option_labels`, `extract_option_content` and `process_single_file` in `eval/eval.py`.
///
/// @param name of the scorer
/// @param fiveShot whether what stands before a further `Question:` is read first
public record SuperGpqaAnswer(String name, boolean fiveShot) implements PairGrader {
  private static final String LETTER = "letter";
  private static final String TEXT = "option-text";

  // Python's white space and word characters.
  private static final String SPACES = "\\t-\\r\\x1c-\\x20\\x85\\p{Zs}\\u2028\\u2029";
  private static final String S = "[" + SPACES + "]";
  private static final String W = "[\\p{L}\\p{N}_]";
  private static final String NO_WORD = "[^\\p{L}\\p{N}_\\r\\n]*";

  private static final String MARK = "[*$\\\\{(\\[]";
  private static final String COMMAND = "\\\\(?:boxed|mathbf|mathrm|text)\\{";
  private static final String MARKS = MARK + "*?(?:" + COMMAND + MARK + "*?){0,99}" + S + "*";

  // White space is taken in one place only, which is what keeps the search short.
  private static final String OPENED = S + "*(?:(?=" + MARK + ")" + MARKS + ")??";
  private static final String CLOSED = "[\\\\}$)\\]]*(?:" + S + "|[:.*)]|\\z)";
  private static final String SUBJECT =
      "[Tt]he"
          + S
          + "++(?:"
          + W
          + "++"
          + S
          + "++)?(?:answer|option)"
          + "(?:"
          + W
          + "++"
          + S
          + "{2,}+|"
          + S
          + "++)";
  private static final String START =
      "\\A" + NO_WORD + "(?:" + COMMAND + MARKS + "|[\\r\\n]" + S + "*)?";

  private static final int ANY_CASE = Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE;
  private static final List<Pattern> LETTERS =
      List.of(
          Pattern.compile(SUBJECT + "is?:?" + OPENED + "([A-J])" + CLOSED, ANY_CASE),
          Pattern.compile("Answer[*" + SPACES + "]*+:" + OPENED + "([A-J])" + CLOSED, ANY_CASE),
          Pattern.compile(START + "([A-J])" + CLOSED, ANY_CASE));

  public SuperGpqaAnswer {
    Objects.requireNonNull(name);
  }

  /// Returns the extraction from answers to the zero-shot prompt.
  public static SuperGpqaAnswer zeroShot() {
    return new SuperGpqaAnswer("choice/supergpqa", false);
  }

  /// Returns the extraction from continuations of the five-shot prompt.
  public static SuperGpqaAnswer fiveShots() {
    return new SuperGpqaAnswer("choice/supergpqa-5shot", true);
  }

  private record Found(String letter, String rule) {}

  @Override
  public Score score(Sample sample, Completion completion) {
    List<String> options =
        sample.extras() instanceof Sample.Choices choices ? choices.options() : List.of();
    return verdict(sample.target(), found(completion.text(), options));
  }

  @Override
  public Score gradeCompletion(String target, String completion) {
    return verdict(target, found(completion, List.of()));
  }

  @Override
  public Score gradeAnswer(String target, String answer) {
    return verdict(target, Optional.of(new Found(answer.strip(), LETTER)));
  }

  private static Score verdict(String target, Optional<Found> found) {
    if (found.isEmpty()) {
      return new Score.NoAnswer("neither a letter nor the text of an option where they are sought");
    }
    Found answer = found.get();
    return answer.letter().equals(target.strip())
        ? new Score.Correct(answer.letter(), answer.rule())
        : new Score.Wrong(answer.letter(), answer.rule(), "");
  }

  private Optional<Found> found(String text, List<String> options) {
    int further = text.indexOf("Question:");
    return fiveShot && further >= 0
        ? read(text.substring(0, further), options).or(() -> read(text, options))
        : read(text, options);
  }

  private static Optional<Found> read(String text, List<String> options) {
    return first(LETTERS, text)
        .map(letter -> new Found(letter, LETTER))
        .or(
            () ->
                options.isEmpty()
                    ? Optional.empty()
                    : first(texts(options), text)
                        .filter(option -> !option.isEmpty())
                        .map(option -> Sample.Choices.letter(options.indexOf(option)))
                        .map(letter -> new Found(letter, TEXT)));
  }

  private static List<Pattern> texts(List<String> options) {
    String any = options.stream().map(Pattern::quote).collect(Collectors.joining("|", "(", ")"));
    return List.of(
        Pattern.compile(SUBJECT + "is:?" + OPENED + any + CLOSED),
        Pattern.compile("(?iu:Answer)" + OPENED + any + CLOSED),
        Pattern.compile(START + any + CLOSED));
  }

  /// Returns what the first of the expressions finds in the last line, else in the whole text.
  private static Optional<String> first(List<Pattern> expressions, String text) {
    String trimmed = trimmed(text);
    String last = trimmed.substring(trimmed.lastIndexOf('\n') + 1);
    for (String read : List.of(last, trimmed)) {
      for (Pattern expression : expressions) {
        Matcher match = expression.matcher(read);
        if (match.find()) {
          return Optional.of(match.group(1));
        }
      }
    }
    return Optional.empty();
  }

  private static String trimmed(String text) {
    int end = text.length();
    while (end > 0 && PythonText.isSpace(text.charAt(end - 1))) {
      end--;
    }
    return text.substring(0, end);
  }
}
