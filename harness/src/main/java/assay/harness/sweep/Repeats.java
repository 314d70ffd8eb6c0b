package assay.harness.sweep;

import assay.harness.sweep.SweepPlan.Axis;
import assay.harness.sweep.SweepPlan.Level;
import assay.harness.sweep.SweepPlan.Setting;
import assay.harness.sweep.SweepPlan.Texts;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// How often every variant is run, each time with another random sequence.
///
/// @param count at least 2
/// @param place where the plan says so
record Repeats(int count, Place place) {
  static final String AXIS = "repeat";
  static final int MOST = 1000;
  private static final String SEED = "seed";

  /// Attempt k of a sample uses `seed + k`, so that repeats of less than 1000 attempts share none.
  private static final long STRIDE = 1000;

  static Repeats read(PlanTokens tokens) throws IOException {
    tokens.expect(JsonToken.VALUE_NUMBER_INT, "repeats is a whole number");
    String text = tokens.text();
    if (!text.matches("\\d{1,4}") || Integer.parseInt(text) < 2 || Integer.parseInt(text) > MOST) {
      throw tokens.error("repeats is from 2 to %d; found %s".formatted(MOST, text));
    }
    return new Repeats(Integer.parseInt(text), tokens.place());
  }

  /// Returns the axis, whose first level leaves the seed as it is.
  Axis axis(PlanTokens tokens, List<Setting> base, List<Axis> axes) {
    boolean taken =
        axes.stream()
            .flatMap(axis -> axis.levels().stream())
            .flatMap(level -> level.settings().stream())
            .anyMatch(setting -> setting.option().equals(SEED));
    if (taken || axes.stream().anyMatch(axis -> axis.name().equals(AXIS))) {
      throw tokens.error(
          place,
          "repeats: an axis sets the seed or is called repeat already; leave one of both out");
    }
    long first =
        base.stream()
            .filter(set -> set.option().equals(SEED))
            .findFirst()
            .map(this::seed)
            .orElse(0L);
    List<Level> levels = new ArrayList<>(List.of(new Level("1", List.of())));
    for (int repeat = 2; repeat <= count; repeat++) {
      Texts seed = new Texts(List.of(String.valueOf(first + STRIDE * (repeat - 1))));
      levels.add(new Level(String.valueOf(repeat), List.of(new Setting(SEED, seed, place))));
    }
    return new Axis(AXIS, levels);
  }

  /// A seed that is no number is refused with the other options.
  private long seed(Setting setting) {
    return setting.value() instanceof Texts given && given.texts().getFirst().matches("-?\\d{1,18}")
        ? Long.parseLong(given.texts().getFirst())
        : 0;
  }
}
