/// Questions whose key is disputed, or whose tests refuse right answers, and what a score is
/// without them: a second figure beside the official one, never in its place.
///
/// Start with [DoubtfulKeys], which [DoubtfulFile] reads, and [DoubtfulFigures], which uses them;
/// [KeyCandidates] proposes questions from runs.
package assay.reports.doubt;
