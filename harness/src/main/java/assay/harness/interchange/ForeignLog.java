package assay.harness.interchange;

import assay.results.GenerationSettings;
import assay.results.Outcome;
import assay.results.Prompt;
import assay.results.Sample;
import assay.results.Score;
import java.io.IOException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;

/// A log that another evaluation program wrote.
public sealed interface ForeignLog
    permits EvalscopeReviews,
        HelmRun,
        InspectLog,
        LiveCodeBenchResults,
        LmEvalSamples,
        MmluProOutputs,
        NemoSkillsOutputs {

  /// What the log says about itself.
  ///
  /// @param task the log's own name for what it asked
  /// @param protocol the rules by which the other program ran, such as `lm-eval/mmlu_pro_math`
  /// @param model the model's name
  /// @param scorers this program's scorers that reproduce the log's own; may be empty
  record Origin(String task, String protocol, String model, List<String> scorers) {
    public Origin {
      scorers = List.copyOf(scorers);
    }
  }

  /// How the log was made, as far as it or a file beside it says so.
  ///
  /// @param stated what is said of the model, the other program, its versions and its settings, by
  ///   name
  /// @param shots worked examples in a prompt
  /// @param files SHA-256 by part of the files besides the log that say so
  /// @param settings how completions were sampled
  record Making(
      Map<String, String> stated,
      OptionalInt shots,
      Map<String, String> files,
      Optional<GenerationSettings> settings) {
    /// Nothing is said.
    public static final Making UNKNOWN =
        new Making(Map.of(), OptionalInt.empty(), Map.of(), Optional.empty());

    public Making {
      stated = Collections.unmodifiableMap(new LinkedHashMap<>(stated));
      files = Collections.unmodifiableMap(new LinkedHashMap<>(files));
    }
  }

  /// What the log was to hold, as far as it says so; it may hold less.
  ///
  /// @param ids samples in order
  /// @param attempts at each sample, at least 1
  /// @param remarks what a reader of the run has to know, such as that it was cancelled
  record Extent(List<String> ids, int attempts, List<String> remarks) {
    /// Nothing is said.
    public static final Extent UNKNOWN = new Extent(List.of(), 1, List.of());

    public Extent {
      ids = List.copyOf(ids);
      remarks = List.copyOf(remarks);
    }
  }

  /// One attempt in the log.
  ///
  /// @param scores verdicts that the log states, by a name that tells where they are from
  record Entry(
      Sample sample, int attempt, Prompt prompt, Outcome outcome, Map<String, Score> scores) {
    public Entry {
      Objects.requireNonNull(sample);
      Objects.requireNonNull(prompt);
      Objects.requireNonNull(outcome);
      scores = Collections.unmodifiableMap(new LinkedHashMap<>(scores));
    }
  }

  /// Returns what the log says about itself.
  ///
  /// @throws IOException if the file cannot be read
  /// @throws assay.tasks.DataException if it is not of this format
  Origin origin() throws IOException;

  /// Returns what the log was to hold.
  ///
  /// @throws IOException if the file cannot be read
  /// @throws assay.tasks.DataException if it is not of this format
  default Extent extent() throws IOException {
    return Extent.UNKNOWN;
  }

  /// Returns how the log was made.
  ///
  /// @throws IOException if the file cannot be read
  /// @throws assay.tasks.DataException if it is not of this format
  default Making making() throws IOException {
    return Making.UNKNOWN;
  }

  /// Reads the file and hands the attempts on, one after the other.
  ///
  /// @throws IOException if the file cannot be read
  /// @throws assay.tasks.DataException at the first malformed row
  void read(Consumer<Entry> consumer) throws IOException;
}
