package assay.scorers.code;

import java.util.List;

/// How many recorded verdicts were found again.
///
/// @param all programs with a recorded verdict
/// @param differences one line for each that got another one
record Agreement(int all, List<String> differences) {
  Agreement {
    differences = List.copyOf(differences);
  }

  @Override
  public String toString() {
    return (all - differences.size()) + " of " + all;
  }
}
