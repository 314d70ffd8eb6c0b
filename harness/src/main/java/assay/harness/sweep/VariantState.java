package assay.harness.sweep;

import java.util.Locale;

/// How far a variant of a sweep is.
public enum VariantState {
  WAITING,
  RUNNING,
  DONE,
  FAILED,
  /// The command left it out.
  SKIPPED;

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
