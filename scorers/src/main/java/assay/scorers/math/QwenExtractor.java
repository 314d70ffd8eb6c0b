package assay.scorers.math;

import assay.scorers.PythonText;
import java.util.Optional;

/// The extraction of Qwen2.5-Math's evaluation: the first of six rules that applies, then its
/// string normalisation, which the original applies twice.
/// 1. `final-answer-hope`: between `final answer is $` and `$. I hope`, if both occur;
/// 2. `boxed`: after the last `boxed`, in braces or up to `$`;
/// 3. `he-answer-is` and 4. `final-answer-is`: after the last such phrase;
/// 5. `chinese-answer-is`: after the first such phrase, up to an empty line;
/// 6. `last-number`, with commas ignored.
///
/// The span is that of the text before the normalisation.
///
/// Source: QwenLM/Qwen2.5-Math at a45202b, `evaluation/parser.py`, `extract_answer` and
/// `run_execute` for the data set `math`.
public final class QwenExtractor implements AnswerExtractor {
  private static final String IGNORED = "\u043a\u0438";
  private static final String MINERVA_START = "final answer is $";
  private static final String MINERVA_END = "$. I hope";
  private static final String BOXED = "boxed";
  private static final String CHINESE = "答案是";

  private final QwenNormalization normalization;

  private QwenExtractor(QwenNormalization normalization) {
    this.normalization = normalization;
  }

  /// Returns the extractor.
  public static QwenExtractor create() {
    return new QwenExtractor(QwenNormalization.create());
  }

  @Override
  public String name() {
    return "qwen2.5-math";
  }

  @Override
  public Optional<ExtractedAnswer> extract(String completion) {
    String text = completion.replace(IGNORED, "");
    return find(text)
        .map(
            raw ->
                new ExtractedAnswer(
                    clean(raw.text()),
                    raw.rule(),
                    Deletion.startBefore(completion, IGNORED, raw.start()),
                    Deletion.endBefore(completion, IGNORED, raw.start(), raw.end())));
  }

  private String clean(String raw) {
    String text = joinLines(raw);
    text = text.startsWith(":") ? text.substring(1) : text;
    text = text.endsWith(".") ? text.substring(0, text.length() - 1) : text;
    text = text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
    return normalization.apply(normalization.apply(text));
  }

  /// Deletes each line end with the white space after it.
  private static String joinLines(String text) {
    StringBuilder out = new StringBuilder(text.length());
    int copied = 0;
    for (int at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', copied)) {
      out.append(text, copied, at);
      copied = PythonText.skipSpace(text, at);
    }
    return out.append(text, copied, text.length()).toString();
  }

  private static Optional<ExtractedAnswer> find(String text) {
    if (text.contains(MINERVA_START) && text.contains(MINERVA_END)) {
      int start = text.indexOf(MINERVA_START) + MINERVA_START.length();
      int end = text.indexOf(MINERVA_END, start);
      return Optional.of(stripped(text, "final-answer-hope", start, end < 0 ? text.length() : end));
    }
    if (text.contains(BOXED)) {
      return Optional.of(boxed(text, text.lastIndexOf(BOXED) + BOXED.length()));
    }
    return afterPhrase(text, "he answer is", "he-answer-is")
        .or(() -> afterPhrase(text, "final answer is", "final-answer-is"))
        .or(() -> chinese(text))
        .or(() -> lastNumber(text));
  }

  private static ExtractedAnswer boxed(String text, int start) {
    if (text.startsWith("{", start)) {
      int close = Braces.closing(text, start);
      return exactly(text, "boxed", start + 1, close < 0 ? text.length() : close);
    }
    int dollar = text.indexOf('$', start);
    return stripped(text, "boxed", start, dollar < 0 ? text.length() : dollar);
  }

  private static Optional<ExtractedAnswer> afterPhrase(String text, String phrase, String rule) {
    int at = text.lastIndexOf(phrase);
    return at < 0
        ? Optional.empty()
        : Optional.of(stripped(text, rule, at + phrase.length(), text.length()));
  }

  private static Optional<ExtractedAnswer> chinese(String text) {
    int at = text.indexOf(CHINESE);
    if (at < 0) {
      return Optional.empty();
    }
    int start = PythonText.skipSpace(text, at + CHINESE.length());
    int next = text.indexOf(CHINESE, at + CHINESE.length());
    int end = next < 0 ? text.length() : next;
    int emptyLine = text.indexOf("\n\n", start);
    int stop = emptyLine >= 0 && emptyLine < end ? emptyLine : end;
    return Optional.of(stripped(text, "chinese-answer-is", Math.min(start, stop), stop));
  }

  private static Optional<ExtractedAnswer> lastNumber(String text) {
    return LastNumber.find(text.replace(",", ""))
        .map(
            number ->
                new ExtractedAnswer(
                    number.text(),
                    "last-number",
                    Deletion.startBefore(text, ",", number.start()),
                    Deletion.endBefore(text, ",", number.start(), number.end())));
  }

  private static ExtractedAnswer stripped(String text, String rule, int start, int end) {
    int from = Math.min(PythonText.skipSpace(text, start), end);
    int to = end;
    while (to > from && PythonText.isSpace(text.charAt(to - 1))) {
      to--;
    }
    return exactly(text, rule, from, to);
  }

  private static ExtractedAnswer exactly(String text, String rule, int start, int end) {
    return new ExtractedAnswer(text.substring(start, end), rule, start, end);
  }
}
