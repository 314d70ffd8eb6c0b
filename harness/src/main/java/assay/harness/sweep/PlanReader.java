package assay.harness.sweep;

import assay.harness.run.UsageException;
import assay.harness.sweep.SweepPlan.Axis;
import assay.harness.sweep.SweepPlan.LeftOut;
import assay.harness.sweep.SweepPlan.Level;
import assay.harness.sweep.SweepPlan.On;
import assay.harness.sweep.SweepPlan.Setting;
import assay.harness.sweep.SweepPlan.Texts;
import assay.harness.sweep.SweepPlan.Value;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Reads a plan token by token, so that every complaint can name a line.
public final class PlanReader implements AutoCloseable {
  private static final JsonFactory JSON =
      JsonFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  private final Path file;
  private final JsonParser parser;

  private PlanReader(Path file, JsonParser parser) {
    this.file = file;
    this.parser = parser;
  }

  /// Reads a plan.
  ///
  /// @throws UsageException if it is no plan, with file and line
  /// @throws java.nio.file.NoSuchFileException if there is no such file
  public static SweepPlan read(Path file) throws IOException {
    try (PlanReader reader = new PlanReader(file, JSON.createParser(Files.readString(file)))) {
      return reader.plan();
    } catch (JsonProcessingException e) {
      throw new UsageException(
          "%s:%d: is not JSON: %s"
              .formatted(file, e.getLocation().getLineNr(), e.getOriginalMessage()));
    }
  }

  private SweepPlan plan() throws IOException {
    List<Setting> base = new ArrayList<>();
    List<Axis> axes = new ArrayList<>();
    List<Exclusion> excluded = new ArrayList<>();
    expect(parser.nextToken(), JsonToken.START_OBJECT, "a plan is one object in braces");
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String key = parser.currentName();
      parser.nextToken();
      switch (key) {
        case "base" -> base.addAll(settings(Optional.empty()).settings());
        case "axes" -> axes.addAll(axes());
        case "exclude" -> excluded.addAll(excluded());
        default ->
            throw error("unknown key \"%s\"; a plan has base, axes and exclude".formatted(key));
      }
    }
    if (axes.isEmpty()) {
      throw error("axes is missing: name at least one option with the values to compare");
    }
    excluded.forEach(each -> each.requireKnown(file, axes));
    return new SweepPlan(file, base, axes, excluded.stream().map(Exclusion::labels).toList());
  }

  private List<Axis> axes() throws IOException {
    List<Axis> axes = new ArrayList<>();
    expect(parser.currentToken(), JsonToken.START_OBJECT, "axes is an object of lists");
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String name = parser.currentName();
      if (name.isBlank() || name.contains("=")) {
        throw error("axis \"%s\": a name has neither = nor only spaces".formatted(name));
      }
      expect(
          parser.nextToken(), JsonToken.START_ARRAY, "axis %s is a list of levels".formatted(name));
      List<Level> levels = new ArrayList<>();
      while (parser.nextToken() != JsonToken.END_ARRAY) {
        levels.add(level(name));
      }
      axes.add(new Axis(name, named(name, levels)));
    }
    return axes;
  }

  private Level level(String axis) throws IOException {
    if (parser.currentToken() == JsonToken.START_OBJECT) {
      return settings(Optional.of(axis));
    }
    Setting setting = new Setting(axis, value(axis), line());
    return new Level(label(setting), List.of(setting));
  }

  private static String label(Setting setting) {
    return switch (setting.value()) {
      case LeftOut _ -> "off";
      case On _ -> "on";
      case Texts given -> String.join("+", given.texts());
    };
  }

  /// Paths are shown by their file names where these tell the levels apart.
  private List<Level> named(String axis, List<Level> levels) {
    if (levels.isEmpty()) {
      throw error("axis %s has no level".formatted(axis));
    }
    List<Level> shortened =
        levels.stream()
            .map(
                level ->
                    new Level(
                        level.label().substring(level.label().lastIndexOf('/') + 1),
                        level.settings()))
            .toList();
    if (shortened.stream().map(Level::label).filter(label -> !label.isEmpty()).distinct().count()
        == levels.size()) {
      return shortened;
    }
    if (levels.stream().map(Level::label).distinct().count() < levels.size()) {
      throw error("axis %s has a level twice".formatted(axis));
    }
    return levels;
  }

  /// Reads an object of options; a level's has a label besides.
  private Level settings(Optional<String> axis) throws IOException {
    expect(parser.currentToken(), JsonToken.START_OBJECT, "base is an object of options");
    List<Setting> settings = new ArrayList<>();
    String label = "";
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String option = parser.currentName();
      int line = line();
      parser.nextToken();
      if (axis.isPresent() && option.equals("label")) {
        label = parser.getText();
      } else {
        settings.add(new Setting(option, value(option), line));
      }
    }
    if (axis.isPresent() && label.isBlank()) {
      throw error("a level of axis %s in braces needs a label".formatted(axis.get()));
    }
    return new Level(label, settings);
  }

  private Value value(String option) throws IOException {
    return switch (parser.currentToken()) {
      case VALUE_NULL, VALUE_FALSE -> new LeftOut();
      case VALUE_TRUE -> new On();
      case VALUE_STRING, VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT ->
          new Texts(List.of(parser.getText()));
      case START_ARRAY -> {
        List<String> values = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
          if (!parser.currentToken().isScalarValue()) {
            throw error("option %s: a list has texts and numbers only".formatted(option));
          }
          values.add(parser.getText());
        }
        yield new Texts(values);
      }
      default ->
          throw error(
              "option %s: expected a text, a number, true, false, null or a list"
                  .formatted(option));
    };
  }

  private record Exclusion(Map<String, String> labels, int line) {
    void requireKnown(Path file, List<Axis> axes) {
      labels.forEach(
          (name, label) -> {
            boolean known =
                axes.stream()
                    .filter(axis -> axis.name().equals(name))
                    .flatMap(axis -> axis.levels().stream())
                    .anyMatch(level -> level.label().equals(label));
            if (!known) {
              throw new UsageException(
                  "%s:%d: exclude: no axis \"%s\" with a level labelled \"%s\""
                      .formatted(file, line, name, label));
            }
          });
    }
  }

  private List<Exclusion> excluded() throws IOException {
    List<Exclusion> excluded = new ArrayList<>();
    expect(parser.currentToken(), JsonToken.START_ARRAY, "exclude is a list of objects");
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      expect(parser.currentToken(), JsonToken.START_OBJECT, "exclude is a list of objects");
      int line = line();
      Map<String, String> labels = new LinkedHashMap<>();
      while (parser.nextToken() != JsonToken.END_OBJECT) {
        String axis = parser.currentName();
        parser.nextToken();
        labels.put(axis, label(new Setting(axis, value(axis), line)));
      }
      if (labels.isEmpty()) {
        throw error("exclude: an empty combination would leave nothing");
      }
      excluded.add(new Exclusion(labels, line));
    }
    return excluded;
  }

  private void expect(JsonToken found, JsonToken expected, String problem) {
    if (found != expected) {
      throw error(problem);
    }
  }

  private UsageException error(String problem) {
    return new UsageException("%s:%d: %s".formatted(file, line(), problem));
  }

  private int line() {
    return parser.currentTokenLocation().getLineNr();
  }

  @Override
  public void close() throws IOException {
    parser.close();
  }
}
