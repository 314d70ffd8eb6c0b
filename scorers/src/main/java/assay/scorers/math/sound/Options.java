package assay.scorers.math.sound;

/// How strict the comparison is. The defaults follow what MATH and its kin ask: the question names
/// the unit, so an answer may leave it out, but a wrong unit is wrong.
///
/// @param percent what a percent sign on one side only means
/// @param unitsMayBeMissing whether a unit, currency, degree sign or base on one side only is
///   ignored
/// @param unreducedFractions whether `2/4` is `1/2`
/// @param roundedDigits from how many significant digits on a decimal is taken for the rounded or
///   cut form of a value that no decimal can write, as programs print `0.8660254037844386` for half
///   the square root of 3; with the default of 12 an accident is as unlikely as elsewhere
/// @param steps limit of arithmetic steps for one comparison
public record Options(
    PercentReading percent,
    boolean unitsMayBeMissing,
    boolean unreducedFractions,
    int roundedDigits,
    long steps) {
  private static final int ROUNDED_DIGITS = 12;
  private static final long STEPS = 2_000_000;

  /// What `5%` equals when the other side has no percent sign.
  public enum PercentReading {
    /// 0.05 only.
    HUNDREDTHS,
    /// 0.05, and also 5, the percent sign being the unit that the question names.
    HUNDREDTHS_OR_UNIT
  }

  /// Returns the defaults: percent as hundredths or unit, units may be missing, fractions need not
  /// be reduced, decimals of 12 digits and more may be rounded.
  public static Options defaults() {
    return new Options(PercentReading.HUNDREDTHS_OR_UNIT, true, true, ROUNDED_DIGITS, STEPS);
  }
}
