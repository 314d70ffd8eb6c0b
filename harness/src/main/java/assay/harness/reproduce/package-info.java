/// From a published figure to the run that reproduces it.
///
/// Start with [ReproductionPlan].
package assay.harness.reproduce;
