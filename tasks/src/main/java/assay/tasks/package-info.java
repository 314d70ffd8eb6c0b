/// Benchmarks: where the data is, how the prompt reads, which rules score the answer.
///
/// Start with [Benchmarks], the explicit list; a [Benchmark] makes a [Task], which is a [Dataset]
/// and a [Protocol]. Nothing here talks to a model.
package assay.tasks;
