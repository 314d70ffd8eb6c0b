package assay.harness.run;

import assay.results.SampleRecord;
import assay.scorers.code.CodeResult;
import java.util.Optional;

/// An attempt with its verdicts.
///
/// @param program what else is known of a program that the first scorer ran
public record Judged(SampleRecord record, Optional<CodeResult> program) {}
