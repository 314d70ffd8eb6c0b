package assay.harness.run;

import assay.results.Cause;
import assay.results.Completion;
import assay.results.Failure;
import assay.results.Sample;
import assay.results.SampleRecord;
import assay.results.Score;
import assay.results.StopReason;
import assay.scorers.catalog.Scorers;
import java.util.LinkedHashMap;
import java.util.Map;

/// The second stage: has every scorer of a plan judge an answer. What was not answered in full is
/// not measured by any of them.
final class Judging {
  private final RunPlan plan;

  Judging(RunPlan plan) {
    this.plan = plan;
  }

  SampleRecord judge(Answer answer) {
    Question question = answer.question();
    return new SampleRecord(
        question.index(),
        question.attempt(),
        question.sample(),
        answer.prompt(),
        answer.outcome(),
        scores(question.sample(), answer));
  }

  private Map<String, Score> scores(Sample sample, Answer answer) {
    int allowed = plan.task().protocol().settings().maxTokens();
    int given = plan.settings().maxTokens();
    return switch (answer.outcome()) {
      case Failure failure -> allUnmeasured(failure.cause(), failure.detail());
      case Completion completion when completion.stopReason() == StopReason.CONTEXT_FULL ->
          allUnmeasured(
              Cause.CONTEXT_OVERFLOW, "the context window was full before the completion ended");
      case Completion completion
          when completion.stopReason() == StopReason.TOKEN_LIMIT && given < allowed ->
          allUnmeasured(
              Cause.TRUNCATED,
              "cut at %d tokens, the protocol allows %d".formatted(given, allowed));
      case Completion completion -> Scorers.scores(plan.scorers(), sample, completion);
    };
  }

  private Map<String, Score> allUnmeasured(Cause cause, String detail) {
    Map<String, Score> scores = new LinkedHashMap<>();
    plan.scorers()
        .forEach(scorer -> scores.put(scorer.name(), new Score.NotMeasured(cause, detail)));
    return scores;
  }
}
