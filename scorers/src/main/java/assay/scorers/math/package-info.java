/// Mathematical answers: what the final answer is, and whether it equals the target.
///
/// The entry point is [MathScorer], an [AnswerExtractor] with an [Equivalence]. Each published
/// grader is a class of its own that follows its original string by string. Nothing here evaluates
/// model text as a program, and every rule ends within a bounded number of steps.
package assay.scorers.math;
