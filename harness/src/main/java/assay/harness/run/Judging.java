package assay.harness.run;

import assay.results.Cause;
import assay.results.Completion;
import assay.results.Failure;
import assay.results.Outcome;
import assay.results.Sample;
import assay.results.SampleRecord;
import assay.results.Score;
import assay.results.StopReason;
import assay.scorers.Scorer;
import assay.scorers.catalog.Judgement;
import assay.scorers.catalog.Scorers;
import assay.scorers.code.sandbox.Language;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The second stage, and the one place where an outcome gets its verdicts: every scorer judges a
/// completion, and what was not answered in full is not measured by any.
///
/// @param scorers in the order of their verdicts
/// @param cutShort why a completion that ends at the token limit is not measured; empty where the
///   limit is the protocol's own
public record Judging(List<Scorer> scorers, Optional<String> cutShort) {
  public Judging {
    scorers = List.copyOf(scorers);
  }

  /// Returns the judging of completions whose limits are those of their protocol.
  public static Judging by(List<Scorer> scorers) {
    return new Judging(scorers, Optional.empty());
  }

  static Judging of(RunPlan plan) {
    int given = plan.settings().maxTokens();
    int allowed = plan.task().protocol().settings().maxTokens();
    return new Judging(
        plan.scorers(),
        given < allowed
            ? Optional.of("cut at %d tokens, the protocol allows %d".formatted(given, allowed))
            : Optional.empty());
  }

  /// Returns the verdict of every scorer, by name.
  public Map<String, Score> scores(Sample sample, Outcome outcome) {
    Map<String, Score> scores = new LinkedHashMap<>();
    judgements(sample, outcome, Optional.empty())
        .forEach((name, judgement) -> scores.put(name, judgement.score()));
    return scores;
  }

  Judged judge(Answer answer) {
    Attempt attempt = answer.to();
    Map<String, Judgement> judgements =
        judgements(attempt.sample(), answer.outcome(), answer.language());
    Map<String, Score> scores = new LinkedHashMap<>();
    judgements.forEach((name, judgement) -> scores.put(name, judgement.score()));
    scores.putAll(answer.stated());
    return new Judged(
        new SampleRecord(
            attempt.index(),
            attempt.attempt(),
            attempt.sample(),
            answer.prompt(),
            answer.outcome(),
            scores),
        judgements.values().stream().findFirst().flatMap(Judgement::program));
  }

  private Map<String, Judgement> judgements(
      Sample sample, Outcome outcome, Optional<Language> language) {
    return switch (outcome) {
      case Failure failure -> unmeasured(failure.cause(), failure.detail());
      case Completion completion when completion.stopReason() == StopReason.CONTEXT_FULL ->
          unmeasured(Cause.CONTEXT_OVERFLOW, windowFull(completion));
      case Completion completion
          when completion.stopReason() == StopReason.TOKEN_LIMIT && cutShort.isPresent() ->
          unmeasured(Cause.TRUNCATED, cutShort.get());
      case Completion completion
          when completion.stopReason() == StopReason.TOKEN_LIMIT && answersNothing(completion) ->
          unmeasured(Cause.TRUNCATED, "the tokens were used up before an answer was begun");
      case Completion completion -> Scorers.judge(scorers, sample, completion, language);
    };
  }

  /// An endpoint only tells that it stopped, and how many tokens there were.
  private static String windowFull(Completion completion) {
    return completion.call().isPresent() && completion.completionTokens().isPresent()
        ? "cut at %d tokens, fewer than were asked for: the endpoint's context window is full, or it has a limit of its own"
            .formatted(completion.completionTokens().getAsInt())
        : "the context window was full before the completion ended";
  }

  private static boolean answersNothing(Completion completion) {
    return completion.answerText().map(String::isBlank).orElse(true);
  }

  private Map<String, Judgement> unmeasured(Cause cause, String detail) {
    Judgement none = new Judgement(new Score.NotMeasured(cause, detail), Optional.empty());
    Map<String, Judgement> judgements = new LinkedHashMap<>();
    scorers.forEach(scorer -> judgements.put(scorer.name(), none));
    return judgements;
  }
}
