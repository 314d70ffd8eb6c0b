package assay.engine.config;

import assay.engine.format.GgufMetadata;
import assay.engine.format.MalformedModelException;
import assay.engine.format.MalformedModelException.FilePlace;
import java.util.HashSet;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;

/// The keys of one architecture in a file's metadata, and a list of those that have been asked for.
final class GgufKeys {
  private final GgufMetadata metadata;
  private final String architecture;
  private final Set<String> used = new HashSet<>();

  GgufKeys(GgufMetadata metadata, String architecture) {
    this.metadata = metadata;
    this.architecture = architecture;
  }

  /// Returns the whole name of a key.
  String name(String suffix) {
    return architecture + "." + suffix;
  }

  boolean has(String suffix) {
    used.add(name(suffix));
    return metadata.value(name(suffix)).isPresent();
  }

  /// Returns a whole number from 1 on.
  int positive(String suffix) {
    return optional(suffix).orElseThrow(() -> missing(suffix, "a whole number"));
  }

  /// Returns a whole number from 1 on, or another if the key is absent.
  int positiveOr(String suffix, int otherwise) {
    return optional(suffix).orElse(otherwise);
  }

  /// Returns a whole number from 1 on, if the key is there.
  OptionalInt optional(String suffix) {
    return inRange(suffix, 1);
  }

  /// Returns a whole number from 0 on, or 0 if the key is absent.
  int count(String suffix) {
    return inRange(suffix, 0).orElse(0);
  }

  private OptionalInt inRange(String suffix, int smallest) {
    used.add(name(suffix));
    OptionalLong value = metadata.integer(name(suffix));
    if (value.isEmpty()) {
      return OptionalInt.empty();
    }
    if (value.getAsLong() < smallest || value.getAsLong() > Integer.MAX_VALUE) {
      throw fault(
          suffix,
          "value is out of range",
          smallest + " to 2147483647",
          String.valueOf(value.getAsLong()));
    }
    return OptionalInt.of((int) value.getAsLong());
  }

  /// Returns a finite number above a bound, if the key is there.
  OptionalDouble above(String suffix, double bound) {
    used.add(name(suffix));
    OptionalDouble value = metadata.number(name(suffix));
    value.ifPresent(
        number -> {
          if (!(number > bound && number < Double.POSITIVE_INFINITY)) {
            throw fault(
                suffix,
                "impossible value",
                "a finite number above " + plain(bound),
                String.valueOf(number));
          }
        });
    return value;
  }

  private static String plain(double number) {
    return number == (long) number ? String.valueOf((long) number) : String.valueOf(number);
  }

  /// Returns a number from 0 to below 1.
  float fraction(String suffix) {
    used.add(name(suffix));
    double value = metadata.number(name(suffix)).orElseThrow(() -> missing(suffix, "a number"));
    if (!(value >= 0 && value < 1)) {
      throw fault(suffix, "impossible value", "a number from 0 to 1", String.valueOf(value));
    }
    return (float) value;
  }

  boolean flag(String suffix) {
    used.add(name(suffix));
    return metadata.bool(name(suffix)).orElse(false);
  }

  String text(String suffix, String otherwise) {
    used.add(name(suffix));
    return metadata.string(name(suffix)).orElse(otherwise);
  }

  /// Requires that a setting that the engine does not apply has the value that changes nothing.
  void requireNumber(String suffix, double harmless) {
    used.add(name(suffix));
    double found = metadata.number(name(suffix)).orElse(harmless);
    if (found != harmless) {
      throw fault(
          suffix, "the engine does not apply this setting", plain(harmless), String.valueOf(found));
    }
  }

  /// Accepts a key that describes and does not change the arithmetic.
  void accept(String suffix) {
    used.add(name(suffix));
  }

  /// A key of the architecture that is not known here may change the arithmetic; leaving it out
  /// would give numbers that look right and are not.
  void refuseUnused() {
    for (String key : metadata.keys()) {
      if (key.startsWith(name("")) && !used.contains(key)) {
        throw fault(
            key.substring(name("").length()),
            "the engine does not know this setting of the architecture",
            "only settings that it applies",
            "this key");
      }
    }
  }

  private MalformedModelException missing(String suffix, String expected) {
    return fault(suffix, "key is missing", expected, "nothing");
  }

  MalformedModelException fault(String suffix, String what, String expected, String found) {
    return new MalformedModelException(
        FilePlace.ofKey(metadata.file(), name(suffix)),
        what,
        expected,
        found,
        "Convert the model again, or use another file of it");
  }
}
