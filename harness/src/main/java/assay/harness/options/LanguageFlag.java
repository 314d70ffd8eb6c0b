package assay.harness.options;

import assay.harness.help.InGroup;
import assay.harness.help.OptionGroup;
import assay.harness.run.ScorerSet;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/// What programs are written in.
@InGroup(OptionGroup.SANDBOX)
public final class LanguageFlag {
  @Option(
      names = "--language",
      paramLabel = "NAME",
      description =
          "What programs are written in: python, cpp, java, or fence for the word behind each"
              + " program's opening fence (default: what a recording's field language says, else"
              + " python). Others than Python are for code/real and tests on standard input.")
  private String language;

  /// Returns the language that all programs have, or `fence`; empty where it was not said.
  public Optional<String> word() {
    return Optional.ofNullable(language);
  }

  /// Returns the names of the scorers for the language that was said.
  public List<String> named(List<String> scorers) {
    return language == null ? scorers : ScorerSet.inLanguage(scorers, language);
  }
}
