package assay.reports;

import assay.results.GenerationSettings;
import assay.results.PlanCoordinates;
import assay.results.RunManifest;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

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

  /// Axes by the keys of a protocol's padding.
  private static final Map<String, String> PADDING = padding();

  private Coordinates() {}

  private static Map<String, String> padding() {
    Map<String, String> axes = new LinkedHashMap<>();
    axes.put("padTo", PADDED_TO);
    axes.put("padPosition", POSITION);
    axes.put("padWith", "padded with");
    axes.put("padSeed", "padding seed");
    return Collections.unmodifiableMap(axes);
  }

  /// Returns whether the axis only says more about padding, so that a run without any does not
  /// differ by it.
  static boolean saysMoreOfPadding(String axis) {
    return PADDING.containsValue(axis) && !axis.equals(PADDED_TO);
  }

  /// Returns whether the axis is known only because the run's plan named it.
  static boolean isNoted(RunManifest manifest, String axis) {
    return PlanCoordinates.of(manifest).labels().containsKey(axis);
  }

  /// Returns every candidate for an axis with this run's level, in the order in which tables show
  /// them.
  static Map<String, String> of(RunManifest manifest) {
    Map<String, String> levels = new LinkedHashMap<>();
    GenerationSettings used = manifest.settings();
    Map<String, String> facts = manifest.model().facts();
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
    levels.put(ROPE_SCALING, facts.getOrDefault(ROPE_SCALING, NONE));
    levels.put("context", facts.getOrDefault("context", NONE));
    levels.put("kv cache", facts.getOrDefault("kv cache", NONE));
    Map<String, String> padding = manifest.protocol().padding();
    PADDING.forEach((key, axis) -> levels.put(axis, padding.getOrDefault(key, NONE)));
    // A plan may vary what no other field of the manifest tells, such as two files of one name.
    PlanCoordinates.of(manifest).labels().forEach(levels::putIfAbsent);
    return levels;
  }
}
