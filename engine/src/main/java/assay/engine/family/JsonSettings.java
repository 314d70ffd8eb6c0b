package assay.engine.family;

import assay.engine.config.PositionScheme.Rotary;
import assay.engine.config.RopeScaling;
import assay.engine.config.RopeScaling.DynamicNtk;
import assay.engine.config.RopeScaling.Yarn;
import assay.engine.config.WeightLayout;
import assay.engine.format.JsonElement;
import assay.engine.format.JsonValue.JsonText;
import assay.engine.format.MalformedModelException;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/// The members of an object in `config.json`. A member that is `null` is one that is absent.
///
/// Defaults are those of Transformers.
public final class JsonSettings extends Settings {
  private static final int FARTHEST = 1 << 30; // of a scaling that names an impossible context

  private final JsonElement object;
  private final Set<String> read = new HashSet<>();

  /// Reads nothing yet.
  public JsonSettings(JsonElement object) {
    this.object = object;
  }

  @Override
  boolean isGguf() {
    return false;
  }

  /// Returns a member by its name.
  public Optional<JsonElement> find(String member) {
    read.add(member);
    return object.get(member);
  }

  /// Returns a setting under any of its names; one that has two has to have one value.
  Optional<JsonElement> find(Key key) {
    Optional<JsonElement> found = Optional.empty();
    for (String name : key.checkpoint()) {
      Optional<JsonElement> member = find(name);
      if (found.isPresent() && member.isPresent() && !same(found.get(), member.get())) {
        throw member
            .get()
            .fault(
                "a setting has two values", "that of " + found.get().path(), shown(member.get()));
      }
      found = found.or(() -> member);
    }
    return found;
  }

  private static boolean same(JsonElement one, JsonElement other) {
    return one.value().equals(other.value());
  }

  @Override
  boolean names(Key key) {
    return key.checkpoint().stream().anyMatch(object.members()::containsKey);
  }

  /// Returns the settings in a member.
  public Optional<JsonSettings> child(String member) {
    return find(member).map(JsonSettings::new);
  }

  /// Returns a text that has to be there.
  public String text(String member) {
    return find(member).orElseThrow(() -> missing(member)).text();
  }

  /// Returns numbers that have to be there.
  public List<Double> numbers(String member) {
    return find(member).orElseThrow(() -> missing(member)).items().stream()
        .map(JsonElement::number)
        .toList();
  }

  @Override
  Optional<Long> integer(Key key) {
    return find(key).map(JsonElement::integer);
  }

  @Override
  OptionalDouble number(Key key) {
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

  @Override
  Optional<Boolean> bool(Key key) {
    return find(key).map(JsonElement::bool);
  }

  @Override
  Optional<String> text(Key key) {
    return find(key).map(JsonElement::text);
  }

  @Override
  List<Long> integers(Key key) {
    return find(key).map(JsonElement::items).orElse(List.of()).stream()
        .map(JsonElement::integer)
        .toList();
  }

  @Override
  List<Boolean> flags(Key key) {
    return find(key).map(JsonElement::items).orElse(List.of()).stream()
        .map(JsonElement::bool)
        .toList();
  }

  @Override
  Set<String> tensorsFrom(int layer) {
    return Set.of();
  }

  @Override
  Optional<List<String>> names(Key key, List<String> known) {
    return find(key).map(array -> array.items().stream().map(item -> name(item, known)).toList());
  }

  private static String name(JsonElement item, List<String> known) {
    if (!known.contains(item.text())) {
      throw item.fault(
          "the engine does not run this kind of layer",
          "\"" + String.join("\" or \"", known) + "\"",
          shown(item));
    }
    return item.text();
  }

  /// Requires that a member, if it is there, has the only text that the engine runs.
  public void only(String member, String expected) {
    only(Key.inCheckpoint(member), expected);
  }

  /// Requires that a member is absent or `null`.
  public void none(String member) {
    if (find(member).isPresent()) {
      throw notRun(member, "null");
    }
  }

  @Override
  void ignore(Key key) {
    read.addAll(key.checkpoint());
  }

  /// Passes over members that say nothing about the arithmetic.
  public void ignore(Set<String> members) {
    read.addAll(members);
  }

  @Override
  int vocabSize() {
    return positive(Key.inCheckpoint("vocab_size"));
  }

  @Override
  Rotary rope(RopeRule rule, int headDim) {
    return JsonRope.read(this, rule, headDim, "full_attention");
  }

  @Override
  Rotary windowRope(RopeRule rule, int headDim) {
    return JsonRope.read(this, rule, headDim, "sliding_attention");
  }

  @Override
  int reach(int context, Rotary rotary) {
    double reach =
        switch (rotary.scaling()) {
          case DynamicNtk s -> s.factor() * s.originalContext();
          case Yarn s -> s.factor() * s.originalContext();
          case RopeScaling.None _,
              RopeScaling.Linear _,
              RopeScaling.Llama3 _,
              RopeScaling.Divided _,
              RopeScaling.LongRope _ ->
              0;
        };
    return Math.max(context, (int) Math.min(FARTHEST, reach));
  }

  @Override
  WeightLayout stored(WeightLayout inCheckpoints) {
    return inCheckpoints;
  }

  @Override
  boolean hasTensor(String suffix) {
    return false;
  }

  /// Refuses every member that was not asked for, but for those that are `null`.
  @Override
  public void refuseUnread() {
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

  @Override
  MalformedModelException missing(Key key) {
    return missing(String.join("\" or \"", key.checkpoint()));
  }

  /// Returns the fault that a member is missing.
  public MalformedModelException missing(String member) {
    return object.fault("a member is missing", "\"" + member + "\"", "no such member");
  }

  @Override
  MalformedModelException fault(Key key, String what, String expected) {
    JsonElement member = find(key).orElseThrow(() -> missing(key));
    return member.fault(what, expected, shown(member));
  }

  /// Returns the fault that a member has a value that the engine does not run.
  public MalformedModelException notRun(String member, String expected) {
    return notRun(Key.inCheckpoint(member), expected);
  }

  /// Returns the fault that the value of a member is out of its range.
  public MalformedModelException outOfRange(String member, String expected) {
    return outOfRange(Key.inCheckpoint(member), expected);
  }

  private static String shown(JsonElement member) {
    return member.value() instanceof JsonText(String text)
        ? "\"" + text + "\""
        : member.value().typeName();
  }
}
