package assay.engine.huggingface;

import assay.engine.format.JsonElement;
import assay.engine.format.JsonValue.JsonText;
import assay.engine.format.MalformedModelException;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;

/// The members of an object in `config.json`, read by name. It remembers which were read:
/// [#refuseUnread] refuses the others, since a setting that is left out would give numbers that
/// look right and are not.
///
/// A member that is `null` is one that is absent. One thread.
final class Settings {
  private final JsonElement object;
  private final Set<String> read = new HashSet<>();

  Settings(JsonElement object) {
    this.object = object;
  }

  Optional<JsonElement> find(String key) {
    read.add(key);
    return object.get(key);
  }

  /// Tells whether the object names this member, be it `null`.
  boolean names(String key) {
    return object.members().containsKey(key);
  }

  Optional<Settings> child(String key) {
    return find(key).map(Settings::new);
  }

  int positive(String key) {
    return positiveOrNone(key).orElseThrow(() -> missing(key));
  }

  int positiveOr(String key, int otherwise) {
    return positiveOrNone(key).orElse(otherwise);
  }

  OptionalInt positiveOrNone(String key) {
    OptionalInt whole = wholeOrNone(key);
    if (whole.isPresent() && whole.getAsInt() == 0) {
      throw outOfRange(key, "1 to 2147483647");
    }
    return whole;
  }

  OptionalInt wholeOrNone(String key) {
    Optional<JsonElement> member = find(key);
    if (member.isEmpty()) {
      return OptionalInt.empty();
    }
    long value = member.get().integer();
    if (value < 0 || value > Integer.MAX_VALUE) {
      throw outOfRange(key, "0 to 2147483647");
    }
    return OptionalInt.of((int) value);
  }

  double number(String key) {
    OptionalDouble value = numberOrNone(key);
    return value.orElseThrow(() -> missing(key));
  }

  double numberOr(String key, double otherwise) {
    return numberOrNone(key).orElse(otherwise);
  }

  OptionalDouble numberOrNone(String key) {
    Optional<JsonElement> member = find(key);
    if (member.isEmpty()) {
      return OptionalDouble.empty();
    }
    double value = member.get().number();
    if (!Double.isFinite(value)) {
      throw outOfRange(key, "a finite number");
    }
    return OptionalDouble.of(value);
  }

  double positiveNumber(String key) {
    double value = number(key);
    if (!(value > 0)) {
      throw outOfRange(key, "a number above 0");
    }
    return value;
  }

  boolean flag(String key, boolean otherwise) {
    return find(key).map(JsonElement::bool).orElse(otherwise);
  }

  String text(String key) {
    return find(key).orElseThrow(() -> missing(key)).text();
  }

  String textOr(String key, String otherwise) {
    return find(key).map(JsonElement::text).orElse(otherwise);
  }

  List<Double> numbers(String key) {
    return find(key).orElseThrow(() -> missing(key)).items().stream()
        .map(JsonElement::number)
        .toList();
  }

  /// Requires that a truth value, if it is there, is the only one that the engine runs.
  void only(String key, boolean expected) {
    find(key)
        .ifPresent(
            member -> {
              if (member.bool() != expected) {
                throw notRun(key, String.valueOf(expected));
              }
            });
  }

  /// Requires that a text, if it is there, is the only one that the engine runs.
  void only(String key, String expected) {
    find(key)
        .ifPresent(
            member -> {
              if (!member.text().equals(expected)) {
                throw notRun(key, "\"" + expected + "\"");
              }
            });
  }

  /// Requires that a number, if it is there, is the only one that the engine runs.
  void only(String key, double expected) {
    find(key)
        .ifPresent(
            member -> {
              if (member.number() != expected) {
                throw notRun(key, String.valueOf(expected));
              }
            });
  }

  /// Requires that a member is absent or `null`.
  void none(String key) {
    if (find(key).isPresent()) {
      throw notRun(key, "null");
    }
  }

  /// Passes over members that say nothing about the arithmetic.
  void ignore(Set<String> keys) {
    read.addAll(keys);
  }

  /// Refuses every member that was not asked for, but for those that are `null`.
  void refuseUnread() {
    for (String key : object.members().keySet()) {
      if (!read.contains(key)) {
        object
            .get(key)
            .ifPresent(
                member -> {
                  throw member.fault(
                      "the engine does not know this setting of the architecture",
                      "only settings that it applies",
                      shown(member));
                });
      }
    }
  }

  MalformedModelException missing(String key) {
    return object.fault("a member is missing", "\"" + key + "\"", "no such member");
  }

  /// Refuses the value of a member that is there.
  MalformedModelException notRun(String key, String expected) {
    JsonElement member = object.get(key).orElseThrow(() -> missing(key));
    return member.fault(
        "the engine does not run this setting of the architecture", expected, shown(member));
  }

  MalformedModelException outOfRange(String key, String expected) {
    JsonElement member = object.get(key).orElseThrow(() -> missing(key));
    return member.fault("value is out of range", expected, shown(member));
  }

  private static String shown(JsonElement member) {
    return member.value() instanceof JsonText(String text)
        ? "\"" + text + "\""
        : member.value().typeName();
  }
}
