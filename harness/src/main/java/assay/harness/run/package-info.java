/// Runs: a [Model] is asked for completions of a task's prompts, and what came back is judged and
/// stored.
///
/// Start with [Runner] for the path of one sample, whose three stages [Stages] joins; [RunService]
/// makes or continues a run's directory.
package assay.harness.run;
