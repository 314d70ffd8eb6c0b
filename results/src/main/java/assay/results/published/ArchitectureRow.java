package assay.results.published;

import assay.results.published.Architecture.Attention;
import assay.results.published.Architecture.Dense;
import assay.results.published.Architecture.DenseLayers;
import assay.results.published.Architecture.Experts;
import assay.results.published.Architecture.FeedForward;
import assay.results.published.Architecture.Grouped;
import assay.results.published.Architecture.Latent;
import assay.results.published.Architecture.Shared;
import assay.results.published.Architecture.Vocabulary;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;

/// One row of the bundled registry of models.
///
/// Sizes are those of the model's `config.json`. `features` is a list of words separated by spaces:
/// `qkv-bias`, `head-norms`, `tied`, `shared-gate`, `router-bias`, `post-norms`. `weights` is the
/// one type that the published weights are stored in, or empty where they have several. A row
/// without `layers` is a model whose shape is not published. `also` has other names of the very
/// same weights, separated by spaces; `checked` is `yes`, `partly` (all but `doubt`) or `no`,
/// against what `checked_in` names; a doubt that begins with `cutoff:` is of the cutoff.
final class ArchitectureRow {
  static final List<String> COLUMNS =
      List.of(
          "model",
          "also",
          "layers",
          "model_dim",
          "vocab",
          "heads",
          "kv_heads",
          "head_dim",
          "window",
          "windowed_layers",
          "query_rank",
          "latent_dim",
          "plain_dim",
          "rope_dim",
          "value_dim",
          "ffn_dim",
          "dense_layers",
          "experts",
          "experts_used",
          "expert_dim",
          "shared_dim",
          "features",
          "weights",
          "cutoff",
          "source",
          "cutoff_source",
          "checked",
          "checked_in",
          "doubt");

  /// Entries of a KV cache as servers keep them, F16 or BF16.
  private static final int CACHE_ENTRY_BYTES = 2;

  private static final Map<String, Integer> BYTES = Map.of("BF16", 2, "F16", 2, "F32", 4);
  private static final Set<String> FEATURES =
      Set.of("qkv-bias", "head-norms", "tied", "shared-gate", "router-bias", "post-norms");

  private final ScoreRow row;
  private final Set<String> features;

  private ArchitectureRow(ScoreRow row) {
    this.row = row;
    features = row.optional("features").map(words -> Set.of(words.split(" "))).orElse(Set.of());
    for (String feature : features) {
      if (!FEATURES.contains(feature)) {
        throw row.malformed("feature \"%s\" is unknown".formatted(feature));
      }
    }
  }

  static ModelCard facts(ScoreRow row) {
    Optional<Cutoff> cutoff =
        row.optional("cutoff").isPresent()
            ? row.cutoff("cutoff", cutoffSource(row))
            : Optional.empty();
    if (row.count("layers").isEmpty()) {
      return new ModelCard(
          row.required("model"),
          OptionalLong.empty(),
          OptionalLong.empty(),
          OptionalLong.empty(),
          Optional.empty(),
          cutoff,
          row.required("source"),
          check(row));
    }
    Architecture shape = new ArchitectureRow(row).architecture();
    Optional<String> type = row.optional("weights");
    type.ifPresent(name -> row.oneOf("weights", List.copyOf(BYTES.keySet())));
    return new ModelCard(
        row.required("model"),
        OptionalLong.of(shape.parameters()),
        OptionalLong.of(shape.activeParameters()),
        type.isPresent()
            ? OptionalLong.of(shape.readParameters() * BYTES.get(type.get()))
            : OptionalLong.empty(),
        Optional.of(shape.cache(CACHE_ENTRY_BYTES)),
        cutoff,
        row.required("source"),
        check(row));
  }

  /// Returns all names of a row's model.
  static List<String> names(ScoreRow row) {
    List<String> names = new ArrayList<>(List.of(row.required("model")));
    row.optional("also").ifPresent(others -> names.addAll(List.of(others.split(" "))));
    return names;
  }

  private static String cutoffSource(ScoreRow row) {
    String source = row.required("cutoff_source");
    return row.optional("doubt").orElse("").startsWith("cutoff:")
        ? source + ", unverified"
        : source;
  }

  private static FactCheck check(ScoreRow row) {
    FactCheck.State state =
        switch (row.oneOf("checked", List.of("yes", "partly", "no"))) {
          case "yes" -> FactCheck.State.CHECKED;
          case "partly" -> FactCheck.State.IN_PART;
          default -> FactCheck.State.UNVERIFIED;
        };
    String doubt =
        state == FactCheck.State.CHECKED ? row.optional("doubt").orElse("") : row.required("doubt");
    try {
      return new FactCheck(
          state,
          state == FactCheck.State.UNVERIFIED
              ? row.optional("checked_in").orElse("")
              : row.required("checked_in"),
          doubt);
    } catch (IllegalArgumentException e) {
      throw row.malformed(e.getMessage());
    }
  }

  private Architecture architecture() {
    return new Architecture(
        number("layers"),
        number("model_dim"),
        new Vocabulary(number("vocab"), features.contains("tied")),
        attention(),
        feedForward(),
        features.contains("post-norms") ? 4 : 2);
  }

  private Attention attention() {
    if (row.count("latent_dim").isPresent()) {
      return new Latent(
          number("heads"),
          row.count("query_rank"),
          number("latent_dim"),
          number("plain_dim"),
          number("rope_dim"),
          number("value_dim"));
    }
    OptionalInt window = row.count("window");
    return new Grouped(
        number("heads"),
        number("kv_heads"),
        number("head_dim"),
        features.contains("qkv-bias"),
        features.contains("head-norms"),
        window,
        window.isPresent() ? number("windowed_layers") : 0);
  }

  private FeedForward feedForward() {
    if (row.count("experts").isEmpty()) {
      return new Dense(number("ffn_dim"));
    }
    int denseLayers = number("dense_layers");
    return new Experts(
        new DenseLayers(denseLayers, denseLayers == 0 ? 0 : number("ffn_dim")),
        number("experts"),
        number("experts_used"),
        number("expert_dim"),
        new Shared(row.count("shared_dim").orElse(0), features.contains("shared-gate")),
        features.contains("router-bias"));
  }

  private int number(String column) {
    row.required(column);
    return row.count(column).getAsInt();
  }
}
