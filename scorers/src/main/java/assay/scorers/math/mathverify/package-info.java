/// The grader of Math-Verify, reproduced: extraction, normalisation, and the comparison of what was
/// read.
///
/// The entry point is [MathVerifyEquivalence]. The original reads LaTeX with a grammar of its own
/// and compares with sympy; here the answer notation of `math/sound` is read and then taken as the
/// original would take it ([MathVerifyReader] lists the differences that decide verdicts).
package assay.scorers.math.mathverify;
