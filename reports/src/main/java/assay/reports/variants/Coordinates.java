package assay.reports.variants;

import assay.results.GenerationSettings;
import assay.results.ModelFacts;
import assay.results.Padding;
import assay.results.RunManifest;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/// What a run was made with, as far as a plan of variants changes it, by the name of the axis.
public final class Coordinates {
  /// The axis of the model's name.
  public static final String MODEL = "model";

  /// The axis of the length to which prompts are padded, in tokens.
  public static final String PADDED_TO = "padded to";

  /// The axis of the question's place in the padding, from 0 (before all of it) to 1.
  public static final String POSITION = "position";

  /// The level of a run to which an axis does not apply.
  public static final String NONE = "none";

  private static final String ROPE_SCALING = "rope scaling";

  private static final int DIGEST_LENGTH = 8;

  private static final String PADDED_WITH = "padded with";

  private static final String PADDING_SEED = "padding seed";

  private static final Set<String> MORE_OF_PADDING = Set.of(POSITION, PADDED_WITH, PADDING_SEED);

  private Coordinates() {}

  /// Returns whether the axis only says more about padding, so that a run without any does not
  /// differ by it.
  static boolean saysMoreOfPadding(String axis) {
    return MORE_OF_PADDING.contains(axis);
  }

  /// Returns whether the axis is known only because the run's plan named it.
  static boolean isNoted(RunManifest manifest, String axis) {
    return manifest.circumstances().coordinates().labels().containsKey(axis);
  }

  /// Returns every candidate for an axis with this run's level, in the order in which tables show
  /// them.
  static Map<String, String> of(RunManifest manifest) {
    Map<String, String> levels = new LinkedHashMap<>();
    GenerationSettings used = manifest.settings();
    Optional<ModelFacts.Engine> engine = engine(manifest.model().facts());
    levels.put(MODEL, manifest.model().name());
    levels.put("protocol", manifest.protocol().name());
    String shots = manifest.protocol().materials().getOrDefault("shots", NONE);
    levels.put("shots", shots.substring(0, Math.min(DIGEST_LENGTH, shots.length())));
    levels.put("temperature", String.valueOf(used.temperature()));
    levels.put("top-p", String.valueOf(used.topP()));
    levels.put("top-k", String.valueOf(used.topK()));
    levels.put("max tokens", String.valueOf(used.maxTokens()));
    levels.put("attempts", String.valueOf(used.attempts()));
    levels.put("seed", String.valueOf(used.seed()));
    levels.put(ROPE_SCALING, level(engine.flatMap(ModelFacts.Engine::ropeScaling)));
    levels.put("context", context(engine));
    levels.put(
        "kv cache",
        level(engine.map(facts -> facts.cache().type()).filter(type -> !type.isEmpty())));
    Optional<Padding> padding = manifest.protocol().padding();
    levels.put(PADDED_TO, level(padding.map(Padding::tokens)));
    levels.put(POSITION, level(padding.map(Padding::position)));
    levels.put(PADDED_WITH, level(padding.map(Padding::with)));
    levels.put(PADDING_SEED, level(padding.map(Padding::seed)));
    // A plan may vary what no other field of the manifest tells, such as two files of one name.
    manifest.circumstances().coordinates().labels().forEach(levels::putIfAbsent);
    return levels;
  }

  private static Optional<ModelFacts.Engine> engine(ModelFacts facts) {
    return facts instanceof ModelFacts.Engine engine ? Optional.of(engine) : Optional.empty();
  }

  private static String context(Optional<ModelFacts.Engine> engine) {
    OptionalInt positions = engine.map(ModelFacts.Engine::context).orElseGet(OptionalInt::empty);
    return positions.isPresent() ? String.valueOf(positions.getAsInt()) : NONE;
  }

  private static String level(Optional<?> value) {
    return value.map(String::valueOf).orElse(NONE);
  }
}
