/// The explicit list of all benchmarks.
///
/// The entry point is [Benchmarks]. It stands apart from `assay.tasks`, which every benchmark
/// imports, so that no two packages import each other.
package assay.tasks.benchmarks;
