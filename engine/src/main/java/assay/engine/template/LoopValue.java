package assay.engine.template;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;

/// The variable `loop`. It reads one item ahead only when the template asks for what comes next, as
/// jinja2 does.
final class LoopValue implements Value {
  private final OptionalInt knownLength;
  private final int depth0;
  private final Optional<Function<Value, Value>> recursion;
  private Iterator<Value> items;
  private int index0 = -1;
  private OptionalInt length = OptionalInt.empty();
  private Optional<Value> before = Optional.empty();
  private Optional<Value> current = Optional.empty();
  private Optional<Value> after = Optional.empty();
  private Optional<List<Value>> lastChanged = Optional.empty();

  LoopValue(
      Value iterable,
      Iterator<Value> items,
      int depth0,
      Optional<Function<Value, Value>> recursion) {
    this.knownLength = Iteration.length(iterable);
    this.items = items;
    this.depth0 = depth0;
    this.recursion = recursion;
  }

  boolean hasNext() {
    return after.isPresent() || items.hasNext();
  }

  Value next() {
    Value item = after.isPresent() ? after.get() : items.next();
    after = Optional.empty();
    index0++;
    before = current;
    current = Optional.of(item);
    return item;
  }

  int index0() {
    return index0;
  }

  int depth0() {
    return depth0;
  }

  int length() {
    if (length.isEmpty()) {
      length = knownLength.isPresent() ? knownLength : OptionalInt.of(countRest());
    }
    return length.getAsInt();
  }

  private int countRest() {
    List<Value> rest = new ArrayList<>();
    items.forEachRemaining(rest::add);
    items = rest.iterator();
    return rest.size() + index0 + 1 + (after.isPresent() ? 1 : 0);
  }

  boolean isLast() {
    return peek().isEmpty();
  }

  Value previous() {
    return index0 == 0 ? new UndefinedValue("there is no previous item") : before.orElseThrow();
  }

  Value following() {
    return peek().orElse(new UndefinedValue("there is no next item"));
  }

  private Optional<Value> peek() {
    if (after.isEmpty() && items.hasNext()) {
      after = Optional.of(items.next());
    }
    return after;
  }

  Value cycle(List<Value> choices) {
    if (choices.isEmpty()) {
      throw new EvaluationException("no items for cycling given");
    }
    return choices.get(index0 % choices.size());
  }

  boolean changed(List<Value> values) {
    boolean changed = !Optional.of(values).equals(lastChanged);
    lastChanged = Optional.of(List.copyOf(values));
    return changed;
  }

  /// Renders the body of a recursive loop for other items.
  Value recurse(Value iterable) {
    return recursion
        .orElseThrow(
            () ->
                new EvaluationException(
                    "The loop must have the 'recursive' marker to be called recursively."))
        .apply(iterable);
  }

  @Override
  public String typeName() {
    return "LoopContext";
  }
}
