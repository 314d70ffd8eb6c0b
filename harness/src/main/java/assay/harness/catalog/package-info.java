/// What the program knows besides its code: the benchmarks and the registry of published scores.
///
/// [Catalog] is made once, at the start, and handed to the commands, so that a test can bring
/// benchmarks of its own.
package assay.harness.catalog;
