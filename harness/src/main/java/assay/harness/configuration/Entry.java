package assay.harness.configuration;

import assay.harness.sweep.Place;
import assay.harness.sweep.SweepPlan.LeftOut;
import assay.harness.sweep.SweepPlan.On;
import assay.harness.sweep.SweepPlan.Texts;
import assay.harness.sweep.SweepPlan.Value;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/// What a configuration says of an option, and where.
///
/// @param option the long option without dashes
/// @param value what is said of it
/// @param file that says so
/// @param place in the file
public record Entry(String option, Value value, Path file, Place place) {
  public Entry {
    Objects.requireNonNull(option);
    Objects.requireNonNull(value);
    Objects.requireNonNull(file);
    Objects.requireNonNull(place);
  }

  /// Returns the words of the command line that say the same. Joined by the sign, a value that
  /// begins with a dash stays a value.
  List<String> words() {
    return switch (value) {
      case LeftOut _ -> List.of();
      case On _ -> List.of("--" + option);
      case Texts given -> given.texts().stream().map(text -> "--" + option + "=" + text).toList();
    };
  }

  /// Returns the value as people read it.
  String shown() {
    return switch (value) {
      case LeftOut _ -> "off";
      case On _ -> "on";
      case Texts given -> String.join(", ", given.texts());
    };
  }

  /// Returns the place as editors open it.
  String where() {
    return file + ":" + place.line();
  }
}
