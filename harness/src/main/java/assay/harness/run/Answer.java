package assay.harness.run;

import assay.results.Outcome;
import assay.results.Prompt;

/// What a model was sent for a question, and what came back.
record Answer(Question question, Prompt prompt, Outcome outcome) {}
