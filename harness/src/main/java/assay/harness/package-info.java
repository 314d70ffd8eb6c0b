/// The program: it asks a [Model] for completions of a task's prompts and stores what came back.
///
/// Start with [Main] for the command line and with [Runner] for the path of one sample. This is the
/// only module that knows all others.
package assay.harness;
