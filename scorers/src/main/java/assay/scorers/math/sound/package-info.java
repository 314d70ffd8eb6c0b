/// The project's own math grader: answers are read into a typed expression tree and compared as
/// mathematics.
///
/// Entry points are [SoundExtractor], which finds the answer, and [SoundEquivalence], which
/// compares it. A [Lexer] and three parsers build an [Expression]; [Comparison] decides about
/// lists, sets, intervals, relations and units, and [Scalars] about single values: exactly where it
/// can, else by identity testing modulo primes or in high precision. No model text is ever
/// evaluated as a program, every loop spends from a [Budget], and nothing depends on the clock.
package assay.scorers.math.sound;
