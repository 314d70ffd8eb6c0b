/// Multiple-choice answers: the letter that a completion settles on, by the extraction of each
/// harness and by our own.
///
/// The entry point is [ChoiceScorer]. A completion is read once, as a [ScannedText], however many
/// scorers judge it; every rule takes time linear in its length and says which phrase it took and
/// where. Published rules are a `RuleChain` of [LetterRule]s or, for evalscope, an `EvalscopeRule`.
/// `SoundRule` is ours: a `StatementReader` lists what the completion says about the options, and
/// the last thing it settles on is the answer. [RandomFallback] computes what guessing adds, as a
/// figure of its own.
package assay.scorers.choice;
