/// The gate on a candidate that is still to be run: the baseline's samples are asked until the gate
/// decides.
///
/// Start with [LiveGate]; what the baseline was asked is found again by [BaselinePlan].
package assay.harness.gate;
