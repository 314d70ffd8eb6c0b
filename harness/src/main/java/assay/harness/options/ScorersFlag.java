package assay.harness.options;

import assay.harness.help.InGroup;
import assay.harness.help.OptionGroup;
import assay.harness.stored.SummaryForm;
import picocli.CommandLine.Option;

/// Whether a summary shows every scorer.
@InGroup(OptionGroup.OUTPUT)
public final class ScorersFlag {
  @Option(
      names = "--all-scorers",
      description =
          "Show a line for each scorer, not for the protocol's own alone; --json and the report"
              + " always have them.")
  private boolean all;

  /// Returns the form of a summary.
  ///
  /// @param json whether it is asked for as JSON
  public SummaryForm form(boolean json) {
    if (json) {
      return SummaryForm.JSON;
    }
    return all ? SummaryForm.ALL_SCORERS : SummaryForm.LINES;
  }
}
