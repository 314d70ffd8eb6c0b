package assay.harness.sweep;

import assay.harness.run.Similar;
import assay.harness.sweep.SweepPlan.Axis;
import assay.harness.sweep.SweepPlan.Level;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A combination that is not run.
///
/// @param labels by axis
record Exclusion(Map<String, Label> labels) {

  /// The label of a level, where the plan has it.
  record Label(String text, Place place) {}

  static List<Exclusion> read(PlanTokens tokens) throws IOException {
    List<Exclusion> excluded = new ArrayList<>();
    tokens.expect(JsonToken.START_ARRAY, "exclude is a list of objects");
    while (tokens.next() != JsonToken.END_ARRAY) {
      excluded.add(one(tokens));
    }
    return excluded;
  }

  private static Exclusion one(PlanTokens tokens) throws IOException {
    tokens.expect(JsonToken.START_OBJECT, "exclude is a list of objects");
    Place place = tokens.place();
    Map<String, Label> labels = new LinkedHashMap<>();
    SettingReader values = new SettingReader(tokens);
    while (tokens.next() != JsonToken.END_OBJECT) {
      String axis = tokens.name();
      Place at = tokens.place();
      tokens.next();
      labels.put(axis, new Label(SettingReader.label(values.value(axis)), at));
    }
    if (labels.isEmpty()) {
      throw tokens.error(place, "exclude: an empty combination would leave nothing");
    }
    return new Exclusion(labels);
  }

  /// Refuses what is no axis or no level of it.
  void requireKnown(PlanTokens tokens, List<Axis> axes) {
    labels.forEach(
        (name, label) -> {
          Optional<Axis> axis = axes.stream().filter(each -> each.name().equals(name)).findFirst();
          List<String> known =
              axis.map(each -> each.levels().stream().map(Level::label).toList()).orElse(List.of());
          if (!known.contains(label.text())) {
            String hint =
                axis.isPresent()
                    ? Similar.hint(label.text(), known)
                    : Similar.hint(name, axes.stream().map(Axis::name).toList());
            throw tokens.error(
                label.place(),
                "exclude: no axis \"%s\" with a level labelled \"%s\"%s"
                    .formatted(name, label.text(), hint));
          }
        });
  }

  Map<String, String> texts() {
    Map<String, String> texts = new LinkedHashMap<>();
    labels.forEach((axis, label) -> texts.put(axis, label.text()));
    return texts;
  }
}
