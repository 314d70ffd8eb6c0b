/// The plain data of a run: what was asked, what came back, how it was judged.
///
/// Start with [SampleRecord], one line of a run's record file; everything else is a part of it or
/// of [RunManifest]. This package knows no benchmark, no model and no file format.
package assay.results;
