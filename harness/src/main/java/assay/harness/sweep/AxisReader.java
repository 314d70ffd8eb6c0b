package assay.harness.sweep;

import assay.harness.sweep.SweepPlan.Axis;
import assay.harness.sweep.SweepPlan.Level;
import assay.harness.sweep.SweepPlan.Setting;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;

/// Reads axes and their levels.
final class AxisReader {
  /// The key of a level in braces that is no option.
  static final String LABEL = "label";

  private final PlanTokens tokens;
  private final SettingReader settings;

  AxisReader(PlanTokens tokens) {
    this.tokens = tokens;
    this.settings = new SettingReader(tokens);
  }

  private record Placed(Level level, Place place) {}

  /// Reads an object of axes.
  List<Axis> axes() throws IOException {
    List<Axis> axes = new ArrayList<>();
    tokens.expect(JsonToken.START_OBJECT, "axes is an object of lists");
    while (tokens.next() != JsonToken.END_OBJECT) {
      String name = tokens.name();
      if (name.isBlank() || name.contains("=")) {
        throw tokens.error("axis \"%s\": a name has neither = nor only spaces".formatted(name));
      }
      tokens.next();
      axes.add(axis(name, "axis %s is a list of levels".formatted(name)));
    }
    return axes;
  }

  /// Reads a list of levels.
  ///
  /// @param wanted what to say where there is none
  Axis axis(String name, String wanted) throws IOException {
    tokens.expect(JsonToken.START_ARRAY, wanted);
    Place place = tokens.place();
    List<Placed> levels = new ArrayList<>();
    while (tokens.next() != JsonToken.END_ARRAY) {
      Place at = tokens.place();
      levels.add(new Placed(level(name), at));
    }
    if (levels.isEmpty()) {
      throw tokens.error(place, "axis %s has no level".formatted(name));
    }
    return new Axis(name, named(name, levels));
  }

  private Level level(String axis) throws IOException {
    if (tokens.current() == JsonToken.START_OBJECT) {
      return labelled(axis);
    }
    Place place = tokens.place();
    Setting setting = new Setting(axis, settings.value(axis), place);
    return new Level(SettingReader.label(setting.value()), List.of(setting));
  }

  private Level labelled(String axis) throws IOException {
    Place place = tokens.place();
    List<Setting> set = new ArrayList<>();
    String label = "";
    while (tokens.next() != JsonToken.END_OBJECT) {
      if (tokens.name().equals(LABEL)) {
        tokens.next();
        if (!tokens.current().isScalarValue()) {
          throw tokens.error("label is a text; found " + tokens.found());
        }
        label = tokens.text();
      } else {
        set.add(settings.named());
      }
    }
    if (label.isBlank()) {
      throw tokens.error(place, "a level of axis %s in braces needs a label".formatted(axis));
    }
    return new Level(label, set);
  }

  /// Paths are shown by their file names where these tell the levels apart.
  private List<Level> named(String axis, List<Placed> levels) {
    Set<String> labels = new HashSet<>();
    for (Placed each : levels) {
      if (!labels.add(each.level().label())) {
        throw tokens.error(
            each.place(), "axis %s has level \"%s\" twice".formatted(axis, each.level().label()));
      }
    }
    List<Level> shortened = relabelled(levels, AxisReader::fileName);
    boolean distinct = shortened.stream().map(Level::label).distinct().count() == levels.size();
    boolean none = shortened.stream().anyMatch(level -> level.label().isEmpty());
    return distinct && !none ? shortened : relabelled(levels, UnaryOperator.identity());
  }

  private static List<Level> relabelled(List<Placed> levels, UnaryOperator<String> change) {
    return levels.stream()
        .map(Placed::level)
        .map(level -> new Level(change.apply(level.label()), level.settings()))
        .toList();
  }

  private static String fileName(String label) {
    return label.substring(label.lastIndexOf('/') + 1);
  }
}
