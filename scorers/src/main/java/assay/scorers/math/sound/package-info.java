/// The project's own math grader: answers are read into a typed expression tree and compared as
/// mathematics.
///
/// Entry points are [SoundExtractor], which finds the answer, and [SoundEquivalence], which
/// compares it. A [Lexer] and three parsers build an [assay.scorers.math.algebra.Expression];
/// [SoundComparison] decides about lists, sets, intervals, relations and units, and
/// [assay.scorers.math.algebra.Scalars] about single values. No model text is ever evaluated as a
/// program, every loop spends from a budget of steps, and nothing depends on the clock.
package assay.scorers.math.sound;
