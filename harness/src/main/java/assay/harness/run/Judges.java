package assay.harness.run;

/// How many judge side by side, and how many answers may wait for them.
///
/// @param count at least 1
/// @param ahead at least 1
public record Judges(int count, int ahead) {
  /// Judged in milliseconds, and enough that a judge who naps finds several (see [Handoff]).
  private static final int TEXTS_AHEAD = 16;

  /// Returns judges that compare texts.
  public static Judges ofTexts(int count) {
    return new Judges(count, TEXTS_AHEAD * count);
  }

  /// Returns judges that run programs, for seconds: one answer waits for each. What waits when a
  /// run is interrupted is lost, and may have been paid for.
  public static Judges ofPrograms(int count) {
    return new Judges(count, count);
  }
}
