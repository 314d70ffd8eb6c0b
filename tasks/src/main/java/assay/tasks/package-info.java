/// The contracts of benchmarks: where the data is, how the prompt reads, which rules score the
/// answer.
///
/// A [Benchmark] makes a [Task], which is a [Dataset] and a [Protocol]; the explicit list of all of
/// them is `assay.tasks.benchmarks.Benchmarks`. Nothing here reads a file or talks to a model.
package assay.tasks;
