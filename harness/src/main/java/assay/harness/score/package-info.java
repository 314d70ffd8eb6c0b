/// Verdicts on completions that exist already: a view of a recording, or of pairs of reference and
/// answer, that is stored nowhere.
///
/// [RecordedItems] and [Pairs] find what is to be judged, [ScoreSummary] counts what came of it,
/// and [VerdictWriter] writes it down.
package assay.harness.score;
