/// The three things that can answer a prompt, behind the port [assay.harness.run.Model].
///
/// Start with [Models], which opens what the command line names.
package assay.harness.model;
