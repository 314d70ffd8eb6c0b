package assay.harness.run;

import assay.results.Outcome;
import assay.results.Prompt;
import assay.results.Score;
import assay.scorers.code.sandbox.Language;
import java.util.Map;
import java.util.Optional;

/// What a model was sent, and what came back.
///
/// @param language what a recording says that a program in it is written in
/// @param stated verdicts that a recording has, which stand behind those of the scorers
record Answer(
    Attempt to,
    Prompt prompt,
    Outcome outcome,
    Optional<Language> language,
    Map<String, Score> stated) {

  /// Returns what a model answered now.
  Answer(Attempt to, Prompt prompt, Outcome outcome) {
    this(to, prompt, outcome, Optional.empty(), Map.of());
  }
}
