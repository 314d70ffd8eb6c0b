/// The registries of published scores, what a source printed for a model and under which
/// conditions, and of published models, how large they are and until when their training data go.
///
/// Start with [PublishedScores] and [PublishedModels]. Figures that contradict each other are
/// separate rows, a condition that a source does not state stays empty, and a figure that was not
/// read at its origin is marked as secondary. This package knows nothing of runs.
package assay.results.published;
