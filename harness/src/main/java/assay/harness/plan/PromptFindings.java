package assay.harness.plan;

import assay.results.GenerationSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/// What looking at every prompt has brought to light, in words. Mutable; one thread.
final class PromptFindings {
  private static final int MOST_NAMED = 5;

  private final GenerationSettings settings;
  private final OptionalInt context;
  private final Optional<String> estimate;
  private final int samples;
  private final List<PlanFinding> findings = new ArrayList<>();

  /// @param context positions that the model has, where that is known
  /// @param estimate how tokens were estimated; empty where they were counted
  /// @param samples how many were looked at
  PromptFindings(
      GenerationSettings settings, OptionalInt context, Optional<String> estimate, int samples) {
    this.settings = settings;
    this.context = context;
    this.estimate = estimate;
    this.samples = samples;
  }

  List<PlanFinding> all() {
    return List.copyOf(findings);
  }

  private String named(List<String> ids) {
    return "%d of %d samples (%s%s)"
        .formatted(
            ids.size(),
            samples,
            String.join(", ", ids.subList(0, Math.min(MOST_NAMED, ids.size()))),
            ids.size() > MOST_NAMED ? ", ..." : "");
  }

  private void warn(String rule, List<String> ids, String words) {
    if (!ids.isEmpty()) {
      findings.add(PlanFinding.warning(rule, named(ids) + ": " + words));
    }
  }

  /// Samples that fit neither the protocol's budget nor the context.
  void unfit(List<String> ids) {
    String place =
        context.isPresent()
            ? "the protocol's budget or the context of " + context.getAsInt()
            : "the protocol's budget";
    warn(
        "does-not-fit",
        ids,
        "the prompt does not fit %s and will not be measured%s"
            .formatted(place, context.isPresent() ? lengths() : ""));
  }

  /// Prompts that fit, but leave too little room for an answer.
  void cut(int prompts) {
    if (prompts > 0) {
      findings.add(
          PlanFinding.warning(
              "answers-cut-by-context",
              "%d of %d prompts leave less than the %d tokens of an answer in the context of %d%s"
                  .formatted(
                      prompts, samples, settings.maxTokens(), context.orElseThrow(), lengths())));
    }
  }

  private String lengths() {
    return estimate.map(how -> " (lengths are " + how + ")").orElse("");
  }

  /// Samples with fewer worked examples than the protocol has.
  void shortened(List<String> ids) {
    if (!ids.isEmpty()) {
      findings.add(
          PlanFinding.note(
              "shots-dropped",
              named(ids)
                  + ": worked examples are left out, as the protocol does to fit its budget"));
    }
  }

  /// Questions whose right option is told by its blanks.
  void leaking(List<String> ids) {
    warn(
        "leaking-blanks",
        ids,
        "the right option alone begins or ends with a blank that the others lack (or lacks one that"
            + " they have), and the prompt shows it");
  }

  /// Samples whose reference holds a stop string.
  void stopped(List<String> ids) {
    warn(
        "stop-cuts-answers",
        ids,
        "the reference answer itself holds one of the stop strings %s, so that a right answer is cut"
            .formatted(settings.stop()));
  }
}
