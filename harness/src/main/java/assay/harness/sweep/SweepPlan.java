package assay.harness.sweep;

import assay.harness.run.UsageException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/// Options of `assay run` that all variants share, and axes whose levels are crossed.
///
/// ```yaml
/// base: {suite: math-500, data: math500.jsonl, limit: 100}
/// models: [qwen-q8_0.gguf, qwen-q4_k.gguf]
/// axes:
///   pad-to: [null, 4096, 16384]
///   rope:
///     - {label: "off"}
///     - {label: yarn 4, rope-scaling: yarn, rope-factor: 4, context: 131072}
/// repeats: 3
/// order: [pad-to, model]
/// exclude:
///   - {model: qwen-q4_k.gguf, pad-to: 16384}
/// ```
///
/// Keys of `base`, axes with plain levels and the keys of a level in braces are long options of
/// `assay run` without their dashes. `null` and `false` leave an option out, also one of `base`;
/// `true` gives one that has no value; a list repeats it. A level in braces has a label and sets
/// any number of options. `models` is the axis `model`, before all others, and `repeats` the axis
/// `repeat`, behind them. `exclude` lists combinations of labels that are not run.
///
/// @param file where it was read from
/// @param base options of every variant
/// @param axes at least one
/// @param excluded combinations of labels by axis
/// @param order axes from the one that changes least often while variants are run; empty for what
///   keeps models open
public record SweepPlan(
    Path file,
    List<Setting> base,
    List<Axis> axes,
    List<Map<String, String>> excluded,
    List<String> order) {
  public SweepPlan {
    Objects.requireNonNull(file);
    base = List.copyOf(base);
    axes = List.copyOf(axes);
    excluded = List.copyOf(excluded);
    order = List.copyOf(order);
  }

  /// What a plan says of an option.
  public sealed interface Value {}

  /// It is not given, though `base` may give it.
  public record LeftOut() implements Value {}

  /// It is given, and has no value.
  public record On() implements Value {}

  /// It is given with each of these values.
  public record Texts(List<String> texts) implements Value {
    public Texts {
      texts = List.copyOf(texts);
    }
  }

  /// One option with what a plan says of it.
  ///
  /// @param option the long option without dashes
  /// @param place where the plan says so
  public record Setting(String option, Value value, Place place) {
    public Setting {
      Objects.requireNonNull(option);
      Objects.requireNonNull(value);
      Objects.requireNonNull(place);
    }
  }

  /// One level of an axis.
  ///
  /// @param label unique within the axis
  public record Level(String label, List<Setting> settings) {
    public Level {
      settings = List.copyOf(settings);
    }
  }

  /// One axis.
  ///
  /// @param name unique within the plan
  /// @param levels the first is the base that others are compared with
  public record Axis(String name, List<Level> levels) {
    public Axis {
      levels = List.copyOf(levels);
    }
  }

  /// One combination of levels.
  ///
  /// @param name fit for a folder, unique within the plan
  /// @param coordinates label by axis, in the plan's order
  /// @param settings the options that it is run with, by name
  public record Variant(
      String name, Map<String, String> coordinates, Map<String, Setting> settings) {
    public Variant {
      coordinates = Collections.unmodifiableMap(new LinkedHashMap<>(coordinates));
      settings = Collections.unmodifiableMap(new LinkedHashMap<>(settings));
    }
  }

  /// Returns the error of a place in the plan.
  public UsageException error(Place place, String problem) {
    return new UsageException("%s:%s: %s".formatted(file, place, problem));
  }

  /// Returns the combinations that are not excluded, the last axis changing fastest.
  public List<Variant> variants() {
    List<Variant> variants = new ArrayList<>();
    Set<String> names = new HashSet<>();
    cross(
        0,
        new ArrayList<>(),
        levels -> {
          Map<String, String> coordinates = coordinates(levels);
          if (excluded.stream()
              .noneMatch(each -> coordinates.entrySet().containsAll(each.entrySet()))) {
            String name = VariantName.of(coordinates, names);
            names.add(name);
            variants.add(new Variant(name, coordinates, settings(levels)));
          }
        });
    return List.copyOf(variants);
  }

  private interface Visitor {
    void visit(List<Level> levels);
  }

  private void cross(int axis, List<Level> chosen, Visitor visitor) {
    if (axis == axes.size()) {
      visitor.visit(chosen);
      return;
    }
    for (Level level : axes.get(axis).levels()) {
      chosen.add(level);
      cross(axis + 1, chosen, visitor);
      chosen.removeLast();
    }
  }

  private Map<String, String> coordinates(List<Level> levels) {
    Map<String, String> coordinates = new LinkedHashMap<>();
    for (int i = 0; i < levels.size(); i++) {
      coordinates.put(axes.get(i).name(), levels.get(i).label());
    }
    return coordinates;
  }

  private Map<String, Setting> settings(List<Level> levels) {
    Map<String, Setting> settings = new LinkedHashMap<>();
    base.forEach(setting -> put(settings, setting));
    levels.forEach(level -> level.settings().forEach(setting -> put(settings, setting)));
    return settings;
  }

  private static void put(Map<String, Setting> settings, Setting setting) {
    if (setting.value() instanceof LeftOut) {
      settings.remove(setting.option());
    } else {
      settings.put(setting.option(), setting);
    }
  }
}
