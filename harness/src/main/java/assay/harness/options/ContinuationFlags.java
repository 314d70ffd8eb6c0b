package assay.harness.options;

import java.util.List;
import picocli.CommandLine.Option;

/// A text, and what may follow it.
public final class ContinuationFlags {
  @Option(
      names = "--prompt",
      required = true,
      paramLabel = "TEXT",
      description = "The text before the continuations, without template.")
  private String prompt;

  @Option(
      names = "--continuation",
      required = true,
      paramLabel = "TEXT",
      description = "A continuation; may be repeated.")
  private List<String> continuations = List.of();

  /// Returns the text.
  public String prompt() {
    return prompt;
  }

  /// Returns what may follow it, in the order in which it was given.
  public List<String> continuations() {
    return continuations;
  }
}
