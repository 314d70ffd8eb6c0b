/// Whether a candidate is no worse than a baseline by more than a margin.
///
/// Start with [RegressionCheck#of] for a candidate that is finished and [RunningGate] for one that
/// is still asked. A [Baseline] is a run without its texts, which [BaselineFile] keeps. This
/// package asks no model: who does is told which samples the next look needs.
package assay.reports.gate;
