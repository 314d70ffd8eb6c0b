package assay.results;

import assay.results.RunManifest.DatasetIdentity;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/// Everything that makes a run repeatable, written before its first sample.
///
/// @param format version of the layout that the manifest was read from
/// @param circumstances by which program and where
/// @param model what answered
/// @param dataset what was asked
/// @param protocol by which rules
/// @param settings how completions were sampled
/// @param scorers names of the scorers, the protocol's own first
/// @param deviations each setting that differs from the protocol's, in words; empty when none does
public record RunManifest(
    int format,
    Circumstances circumstances,
    ModelIdentity model,
    DatasetIdentity dataset,
    ProtocolIdentity protocol,
    GenerationSettings settings,
    List<String> scorers,
    List<String> deviations) {

  /// The layout that this version writes. It also reads format 1, which had maps of words.
  public static final int CURRENT_FORMAT = 2;

  public RunManifest {
    Objects.requireNonNull(circumstances);
    Objects.requireNonNull(model);
    Objects.requireNonNull(dataset);
    Objects.requireNonNull(protocol);
    Objects.requireNonNull(settings);
    scorers = List.copyOf(scorers);
    deviations = List.copyOf(deviations);
  }

  /// Returns this manifest of a run under other circumstances.
  public RunManifest in(Circumstances now) {
    return new RunManifest(format, now, model, dataset, protocol, settings, scorers, deviations);
  }

  /// Returns this manifest for other rows, with the deviations that this makes.
  public RunManifest over(DatasetIdentity rows, List<String> deviationsNow) {
    return new RunManifest(
        format, circumstances, model, rows, protocol, settings, scorers, deviationsNow);
  }

  /// Returns this manifest with what the suite's and the protocol's definition say.
  public RunManifest with(SuiteFacts suite, ProtocolFacts rules) {
    return new RunManifest(
        format,
        circumstances,
        model,
        dataset.with(suite),
        protocol.with(rules),
        settings,
        scorers,
        deviations);
  }

  private static Map<String, String> ordered(Map<String, String> values) {
    return Collections.unmodifiableMap(new LinkedHashMap<>(values));
  }

  /// What answered.
  ///
  /// @param name the name shown in reports
  /// @param digests SHA-256 by part: `weights`, `tokenizer`, `template` or `recording`
  /// @param facts what else is known, by the kind of model
  public record ModelIdentity(String name, Map<String, String> digests, ModelFacts facts) {
    public ModelIdentity {
      Require.text(name, "model name");
      digests = ordered(digests);
      Objects.requireNonNull(facts);
    }

    /// Returns `engine`, `endpoint` or `recorded`.
    public String kind() {
      return facts.kind();
    }
  }

  /// What was asked.
  ///
  /// @param suite the benchmark's name
  /// @param source file name of the data
  /// @param digest SHA-256 of the data file or files
  /// @param selected which rows
  /// @param window which dates or release of a dated suite, such as `v5 2024-08..2025-01`; `all`
  ///   for every other
  /// @param rows id and content digest of each row used, in order
  /// @param facts what the suite is
  /// @param shard which of the rows this run asks, where it is a part of one
  public record DatasetIdentity(
      String suite,
      String source,
      String digest,
      SelectedRows selected,
      String window,
      List<Row> rows,
      SuiteFacts facts,
      Optional<Shard> shard) {
    /// The window, and the selection, that leaves nothing out.
    public static final String ALL = "all";

    public DatasetIdentity {
      Require.text(suite, "suite");
      Objects.requireNonNull(source);
      Objects.requireNonNull(digest);
      Objects.requireNonNull(selected);
      Require.text(window, "window");
      rows = PackedRows.of(rows);
      Objects.requireNonNull(facts);
      Objects.requireNonNull(shard);
    }

    /// Returns what a whole run asks.
    public DatasetIdentity(
        String suite,
        String source,
        String digest,
        SelectedRows selected,
        String window,
        List<Row> rows,
        SuiteFacts facts) {
      this(suite, source, digest, selected, window, rows, facts, Optional.empty());
    }

    /// Returns which rows in words, such as `all` or `first 100 of all`.
    public String selection() {
      return selected.words();
    }

    /// Returns the rows that are asked.
    public List<Row> asked() {
      return shard
          .map(part -> rows.subList(part.first(rows.size()), part.end(rows.size())))
          .orElse(rows);
    }

    /// Returns the same data, of which only a part is asked, or all.
    public DatasetIdentity only(Optional<Shard> part) {
      return new DatasetIdentity(suite, source, digest, selected, window, rows, facts, part);
    }

    /// Returns a part of these rows, or other ones of the same data.
    public DatasetIdentity select(SelectedRows part, List<Row> chosen) {
      return new DatasetIdentity(suite, source, digest, part, window, chosen, facts, shard);
    }

    DatasetIdentity with(SuiteFacts known) {
      return new DatasetIdentity(suite, source, digest, selected, window, rows, known, shard);
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
  /// @param padding how the prompts were lengthened, where they were
  /// @param facts what the protocol is in the words of published scores
  public record ProtocolIdentity(
      String name,
      String version,
      String metric,
      int maxTokens,
      Map<String, String> materials,
      Optional<Padding> padding,
      ProtocolFacts facts) {
    public ProtocolIdentity {
      materials = ordered(materials);
      Require.text(name, "protocol name");
      Require.text(version, "protocol version");
      Require.text(metric, "metric");
      Objects.requireNonNull(padding);
      Objects.requireNonNull(facts);
    }

    ProtocolIdentity with(ProtocolFacts known) {
      return new ProtocolIdentity(name, version, metric, maxTokens, materials, padding, known);
    }
  }
}
