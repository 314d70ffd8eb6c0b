package assay.results;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// Everything that makes a run repeatable, written before its first sample.
///
/// @param format version of the run directory's layout
/// @param program what ran: `name`, `version`, `jdk`, `host` and the like
/// @param model what answered
/// @param dataset what was asked
/// @param protocol by which rules
/// @param settings how completions were sampled
/// @param scorers names of the scorers, the protocol's own first
/// @param deviations each setting that differs from the protocol's, in words; empty when none does
public record RunManifest(
    int format,
    Map<String, String> program,
    ModelIdentity model,
    DatasetIdentity dataset,
    ProtocolIdentity protocol,
    GenerationSettings settings,
    List<String> scorers,
    List<String> deviations) {

  /// The layout that this version writes.
  public static final int CURRENT_FORMAT = 1;

  public RunManifest {
    program = ordered(program);
    Objects.requireNonNull(model);
    Objects.requireNonNull(dataset);
    Objects.requireNonNull(protocol);
    Objects.requireNonNull(settings);
    scorers = List.copyOf(scorers);
    deviations = List.copyOf(deviations);
  }

  private static Map<String, String> ordered(Map<String, String> values) {
    return Collections.unmodifiableMap(new LinkedHashMap<>(values));
  }

  /// What answered.
  ///
  /// @param kind `engine`, `endpoint` or `recorded`
  /// @param name the name shown in reports
  /// @param digests SHA-256 by part: `weights`, `tokenizer`, `template` or `recording`
  /// @param facts what else is known: architecture, kernels, parameters, endpoint, reported model
  public record ModelIdentity(
      String kind, String name, Map<String, String> digests, Map<String, String> facts) {
    public ModelIdentity {
      Require.text(kind, "model kind");
      Require.text(name, "model name");
      digests = ordered(digests);
      facts = ordered(facts);
    }
  }

  /// What was asked.
  ///
  /// @param suite the benchmark's name
  /// @param source file name of the data
  /// @param digest SHA-256 of the data file or files
  /// @param selection which rows in words, such as `all` or `first 100`
  /// @param rows id and content digest of each row used, in order
  public record DatasetIdentity(
      String suite, String source, String digest, String selection, List<Row> rows) {
    public DatasetIdentity {
      Require.text(suite, "suite");
      Objects.requireNonNull(source);
      Objects.requireNonNull(digest);
      Objects.requireNonNull(selection);
      rows = List.copyOf(rows);
    }
  }

  /// One row used by a run.
  public record Row(String id, String digest) {}

  /// By which rules.
  ///
  /// @param name such as `mmlu-pro/official-local`
  /// @param version changes whenever a prompt, a setting or a scoring rule does
  /// @param metric name of the figure, with the window where that is part of its meaning
  /// @param maxTokens the protocol's own token limit
  /// @param materials SHA-256 of each file besides the data that prompts are made of, such as
  ///   `shots`
  /// @param padding how the prompts were lengthened: `padTo` (tokens), `padWith`, `padPosition`,
  ///   `padSeed` and the like; empty where they were not
  public record ProtocolIdentity(
      String name,
      String version,
      String metric,
      int maxTokens,
      Map<String, String> materials,
      Map<String, String> padding) {
    public ProtocolIdentity {
      materials = ordered(materials);
      padding = ordered(padding);
      Require.text(name, "protocol name");
      Require.text(version, "protocol version");
      Require.text(metric, "metric");
    }

    /// Returns the identity of a protocol whose prompts have the length that it gives them.
    public ProtocolIdentity(
        String name, String version, String metric, int maxTokens, Map<String, String> materials) {
      this(name, version, metric, maxTokens, materials, Map.of());
    }
  }
}
