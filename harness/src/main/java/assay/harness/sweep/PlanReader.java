package assay.harness.sweep;

import assay.harness.run.Similar;
import assay.harness.run.UsageException;
import assay.harness.sweep.SweepPlan.Axis;
import assay.harness.sweep.SweepPlan.Setting;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Reads a plan.
public final class PlanReader {
  private static final String MODEL = "model";

  private final PlanTokens tokens;
  private final List<Setting> base = new ArrayList<>();
  private final List<Axis> axes = new ArrayList<>();
  private final List<Exclusion> excluded = new ArrayList<>();
  private final List<Named> order = new ArrayList<>();
  private Optional<Repeats> repeats = Optional.empty();

  private PlanReader(PlanTokens tokens) {
    this.tokens = tokens;
  }

  /// The name of an axis, where the plan has it.
  private record Named(String axis, Place place) {}

  /// Reads a plan in YAML or JSON.
  ///
  /// @throws UsageException if it is no plan, with file, line and column
  /// @throws java.nio.file.NoSuchFileException if there is no such file
  public static SweepPlan read(Path file) throws IOException {
    try (PlanTokens tokens = PlanTokens.open(file)) {
      return new PlanReader(tokens).plan();
    }
  }

  private SweepPlan plan() throws IOException {
    tokens.next();
    tokens.expect(JsonToken.START_OBJECT, "a plan is one object");
    Place start = tokens.place();
    while (tokens.next() != JsonToken.END_OBJECT) {
      key();
    }
    if (tokens.next() != null) {
      throw tokens.error("a plan is one object; nothing stands behind it");
    }
    repeats.ifPresent(each -> axes.add(each.axis(tokens, base, axes)));
    if (axes.isEmpty()) {
      throw tokens.error(
          start, "nothing varies: name models, axes with the levels to compare, or repeats");
    }
    excluded.forEach(each -> each.requireKnown(tokens, axes));
    requireAxes();
    return new SweepPlan(
        tokens.file(),
        base,
        axes,
        excluded.stream().map(Exclusion::texts).toList(),
        order.stream().map(Named::axis).toList());
  }

  private void key() throws IOException {
    String word = tokens.name();
    PlanKey key =
        PlanKey.of(word)
            .orElseThrow(
                () ->
                    tokens.error(
                        "unknown key \"%s\"; a plan has %s%s"
                            .formatted(
                                word,
                                String.join(", ", PlanKey.words()),
                                Similar.hint(word, PlanKey.words()))));
    Place place = tokens.place();
    tokens.next();
    switch (key) {
      case SCHEMA -> tokens.expect(JsonToken.VALUE_STRING, "$schema is an address");
      case BASE -> base();
      case MODELS ->
          axes.addFirst(new AxisReader(tokens).axis(MODEL, "models is a list of models"));
      case AXES -> axes.addAll(new AxisReader(tokens).axes());
      case REPEATS -> repeats = Optional.of(Repeats.read(tokens));
      case ORDER -> order();
      case EXCLUDE -> excluded.addAll(Exclusion.read(tokens));
    }
    if (axes.stream().filter(axis -> axis.name().equals(MODEL)).count() > 1) {
      throw tokens.error(place, "models and an axis model are the same; leave one of both out");
    }
  }

  private void base() throws IOException {
    tokens.expect(JsonToken.START_OBJECT, "base is an object of options");
    SettingReader settings = new SettingReader(tokens);
    while (tokens.next() != JsonToken.END_OBJECT) {
      base.add(settings.named());
    }
  }

  private void order() throws IOException {
    tokens.expect(JsonToken.START_ARRAY, "order is a list of axes");
    while (tokens.next() != JsonToken.END_ARRAY) {
      tokens.expect(JsonToken.VALUE_STRING, "order is a list of axes");
      order.add(new Named(tokens.text(), tokens.place()));
    }
  }

  private void requireAxes() {
    List<String> known = axes.stream().map(Axis::name).toList();
    Set<String> seen = new HashSet<>();
    for (Named each : order) {
      if (!known.contains(each.axis())) {
        throw tokens.error(
            each.place(),
            "order: no axis \"%s\"%s".formatted(each.axis(), Similar.hint(each.axis(), known)));
      }
      if (!seen.add(each.axis())) {
        throw tokens.error(each.place(), "order: axis \"%s\" twice".formatted(each.axis()));
      }
    }
  }
}
