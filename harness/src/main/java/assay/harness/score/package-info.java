/// Verdicts on completions that exist already: a view of a recording that is stored nowhere.
///
/// [RecordedItems] finds what is to be judged, [ScoreSummary] counts what came of it, and
/// [VerdictWriter] writes it down.
package assay.harness.score;
