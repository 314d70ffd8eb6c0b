package assay.harness.run;

import assay.results.Outcome;
import assay.results.Prompt;
import assay.scorers.code.sandbox.Language;
import java.util.Optional;

/// What a model was sent, and what came back.
///
/// @param language what a recording says that a program in it is written in
record Answer(Attempt to, Prompt prompt, Outcome outcome, Optional<Language> language) {}
