/// Options that several commands share, and what they describe as plain values.
///
/// One class a group, such as [assay.harness.options.TaskOptions], and all that settles a run in
/// [assay.harness.options.ExperimentFlags]; none of them opens a model or runs anything but
/// [assay.harness.options.CandidateFlags], whose candidate is either.
package assay.harness.options;
