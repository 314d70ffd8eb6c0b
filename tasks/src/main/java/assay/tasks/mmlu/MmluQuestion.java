package assay.tasks.mmlu;

import assay.results.OptionRule;
import assay.results.Prompt;
import assay.results.Sample;
import assay.results.Sample.Choices;
import assay.tasks.SampleContent;
import assay.tasks.format.Row;
import assay.tasks.wording.SimpleEvals;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A question of MMLU in the forms in which its data and its harnesses have it.
final class MmluQuestion {
  static final OptionRule CHOICES = OptionRule.upTo(4);
  static final String SUBJECT = "subject";

  private MmluQuestion() {}

  /// Returns the sample of a row `question`, `choices`, `answer` (0 for the first) and, where the
  /// file has several, `subject`; its id is the row's number from 0.
  static SampleContent content(Row row) {
    return new SampleContent(
        Long.toString(row.line() - 1),
        row.string("question"),
        answer(row),
        row.has(SUBJECT) ? Map.of(SUBJECT, row.string(SUBJECT)) : Map.of(),
        new Choices(row.strings("choices")));
  }

  static String answer(Row row) {
    List<String> options = row.strings("choices");
    row.require("choices", CHOICES.fault(options));
    long answer = row.integer("answer");
    if (answer < 0 || answer >= options.size()) {
      throw row.error(
          "answer",
          "is %d; expected 0 to %d. Correct the row".formatted(answer, options.size() - 1));
    }
    return Choices.letter((int) answer);
  }

  /// Returns the line about the subject with an empty one after it; empty where it is not known.
  static String about(Sample sample) {
    return Optional.ofNullable(sample.facets().get(SUBJECT))
        .map(
            subject ->
                "The following are multiple choice questions (with answers) about "
                    + subject.replace('_', ' ')
                    + ".\n\n")
        .orElse("");
  }

  /// Returns the question with its options, one a line, and a last line.
  static String listed(String question, List<String> options, String last) {
    List<String> lines = new ArrayList<>();
    lines.add(question.strip());
    lines.addAll(Choices.lines(options));
    lines.add(last);
    return String.join("\n", lines);
  }

  static List<String> options(Sample sample) {
    return ((Choices) sample.extras()).options();
  }

  static Prompt asSimpleEvals(Sample sample) {
    return SimpleEvals.choice(sample.input(), options(sample));
  }
}
