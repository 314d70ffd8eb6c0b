/// Plans of variants: which options of `assay run` are crossed with which.
///
/// The entry point is [SweepPlan]. A plan knows options by their names only; whether they exist and
/// what they may be is for the command line's own parser to say.
package assay.harness.sweep;
