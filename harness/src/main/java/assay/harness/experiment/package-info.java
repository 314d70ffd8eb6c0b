/// What a run is to be, as a plain value, and the one road from there to its records.
///
/// Start with [Experiment]: every command that has answers judged makes one. A [Trial] carries it
/// out where a model is asked, a [Rescoring] where the answers exist already. A command's options
/// are no business of this package.
package assay.harness.experiment;
