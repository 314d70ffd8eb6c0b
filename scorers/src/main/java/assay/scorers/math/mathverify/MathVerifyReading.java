package assay.scorers.math.mathverify;

import assay.scorers.math.algebra.Expression;
import java.util.Optional;

/// What Math-Verify's `parse` makes of a text: a value, if it can be read, and the text itself,
/// which counts if it is the same on both sides.
///
/// @param value the value
/// @param text the text after normalisation
/// @param decimal whether the text has a decimal point, so that numbers in it are floats to sympy
record MathVerifyReading(Optional<Expression> value, String text, boolean decimal) {}
