/// The three things that can answer a prompt, behind the port [assay.harness.run.Model].
///
/// Start with [ModelChoice], which opens what the command line names; endpoints have a room of
/// their own, [assay.harness.endpoint].
package assay.harness.model;
