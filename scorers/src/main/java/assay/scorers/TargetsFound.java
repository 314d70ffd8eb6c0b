package assay.scorers;

import assay.results.Cause;
import assay.results.Completion;
import assay.results.Sample;
import assay.results.Score;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/// The share of the targets that stand somewhere in the completion, whatever the case of letters;
/// where any of them is enough, whether one does.
///
/// With its quirk: a target is found inside of other words and longer numbers as well. An empty one
/// would be found in every answer, and measures nothing.
///
/// Source: [NVIDIA/RULER at
/// c3f5e3b](https://github.com/NVIDIA/RULER/tree/c3f5e3b4f87f97e048793bb510a3a6b19a46bf3a),
/// `postprocess_pred` in `scripts/eval/evaluate.py`, `string_match_all` and `string_match_part` in
/// `scripts/eval/synthetic/constants.py`.
public record TargetsFound() implements PairGrader {
  private static final Pattern CONTROL = Pattern.compile("[\\x00-\\x1f]");

  @Override
  public String name() {
    return "match/share";
  }

  @Override
  public Score score(Sample sample, Completion completion) {
    return sample.extras() instanceof Sample.Targets targets
        ? found(targets, completion.text())
        : gradeCompletion(sample.target(), completion.text());
  }

  /// Returns the verdict where each line of the target is one, but for empty lines.
  @Override
  public Score gradeAnswer(String target, String answer) {
    List<String> lines =
        Pattern.compile("\\R").splitAsStream(target).filter(line -> !line.isEmpty()).toList();
    return found(new Sample.Targets(lines.isEmpty() ? List.of(target) : lines, false), answer);
  }

  @Override
  public Score gradeCompletion(String target, String completion) {
    return gradeAnswer(target, completion);
  }

  private Score found(Sample.Targets targets, String completion) {
    String text = PythonText.strip(CONTROL.matcher(PythonText.strip(completion)).replaceAll("\n"));
    if (text.isEmpty()) {
      return new Score.NoAnswer("the completion is blank");
    }
    if (targets.all().stream().anyMatch(String::isEmpty)) {
      return new Score.NotMeasured(
          Cause.GRADER_FAULT, "a target is empty, and every answer has that in it");
    }
    String lower = text.toLowerCase(Locale.ROOT);
    List<String> missing =
        targets.all().stream()
            .filter(target -> !lower.contains(target.toLowerCase(Locale.ROOT)))
            .toList();
    int wanted = targets.all().size();
    int found = wanted - missing.size();
    if (found == wanted || (targets.anyCounts() && found > 0)) {
      return new Score.Correct(text, name());
    }
    return new Score.Wrong(
        text,
        name(),
        "%d of %d found; missing: %s".formatted(found, wanted, String.join(", ", missing)),
        Optional.empty(),
        found == 0 ? Optional.empty() : Optional.of(new Score.Part(found, wanted)));
  }
}
