/// The registry of published scores: what a source printed for a model, and under which conditions.
///
/// Start with [PublishedScores]. Figures that contradict each other are separate rows, a condition
/// that a source does not state stays empty, and a figure that was not read at its origin is marked
/// as secondary. This package knows nothing of runs.
package assay.results.published;
