/// Multiple-choice answers: the letter that a completion settles on, by each published rule.
///
/// The entry point is [ChoiceScorer]. A [LetterRule] is one way of finding the letter; a scorer
/// applies its rules in order and names the one that fired. Every rule takes time linear in the
/// length of the text. [RandomFallback] computes what guessing adds, as a figure of its own.
/// Nothing here knows the questions or their options.
package assay.scorers.choice;
