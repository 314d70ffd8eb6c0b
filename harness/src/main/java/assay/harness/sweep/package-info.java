/// Plans of variants: which options of `assay run` are crossed with which.
///
/// The entry point is [SweepPlan], which knows options by their names only. [PlanExperiments] makes
/// an experiment of each variant, and says which options there are and what they may be. [SweepRun]
/// carries them out.
package assay.harness.sweep;
