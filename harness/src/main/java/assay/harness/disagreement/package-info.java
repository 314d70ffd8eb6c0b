/// Where two scorers differ on the attempts of a run, and why: a view of its records that is stored
/// nowhere.
///
/// Start with [assay.harness.disagreement.Disagreement].
package assay.harness.disagreement;
