/// A run on disk: `manifest.json`, and `records.jsonl` to which one line is appended for each
/// attempt.
///
/// Start with [RunDirectory]. The record file survives `kill -9` at any moment: a torn last line is
/// cut when the run is continued, a whole one never, and damage anywhere else is an error that
/// names file and line.
package assay.results.store;
