/// What a run is to be, as a plain value, and the one road from there to its records.
///
/// Start with [Experiment]: every command that asks a model makes one, and a [Trial] carries it
/// out. A command's options are no business of this package.
package assay.harness.experiment;
