package assay.engine.template;

import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/// Filters that apply a filter, a test or an attribute to each item, when the item is asked for.
final class SelectionFilters {
  private SelectionFilters() {}

  static Value map(Value input, Arguments arguments) {
    if (!Truth.of(input)) {
      return IteratorValue.generator(Collections.emptyIterator());
    }
    Function<Value, Value> function = mapping(arguments);
    Iterator<Value> items = Iteration.iterate(input);
    return IteratorValue.generator(
        new Iterator<>() {
          @Override
          public boolean hasNext() {
            return items.hasNext();
          }

          @Override
          public Value next() {
            return function.apply(items.next());
          }
        });
  }

  private static Function<Value, Value> mapping(Arguments arguments) {
    if (arguments.positional().isEmpty() && arguments.named().containsKey("attribute")) {
      Arguments.Bound bound = arguments.bind("map", 0, "attribute", "default");
      AttributePath path = AttributePath.of(bound.unlessNone("attribute"));
      return item -> path.get(item, bound.unlessNone("default"));
    }
    if (arguments.positional().isEmpty()) {
      throw new EvaluationException("map requires a filter argument");
    }
    String name = Texts.str(arguments.positional().getFirst());
    Arguments rest = arguments.skip(1);
    return item -> Filters.apply(name, item, rest);
  }

  static Value select(Value input, Arguments arguments) {
    return choose(input, test(arguments, 0));
  }

  static Value reject(Value input, Arguments arguments) {
    return choose(input, test(arguments, 0).negate());
  }

  static Value selectByAttribute(Value input, Arguments arguments) {
    return choose(input, attributeTest(arguments));
  }

  static Value rejectByAttribute(Value input, Arguments arguments) {
    return choose(input, attributeTest(arguments).negate());
  }

  private static Value choose(Value input, Predicate<Value> test) {
    Iterator<Value> items =
        Truth.of(input) ? Iteration.iterate(input) : Collections.emptyIterator();
    return IteratorValue.generator(new FilteredItems(items, test));
  }

  private static Predicate<Value> attributeTest(Arguments arguments) {
    if (arguments.positional().isEmpty()) {
      throw new EvaluationException("Missing parameter for attribute name");
    }
    AttributePath path = AttributePath.of(Optional.of(arguments.positional().getFirst()));
    Predicate<Value> test = test(arguments, 1);
    return item -> test.test(path.get(item));
  }

  /// The test that the arguments from `index` on name, or the truth of the item if there are none.
  private static Predicate<Value> test(Arguments arguments, int index) {
    List<Value> positional = arguments.positional();
    Map<String, Value> named = arguments.named();
    if (positional.size() <= index) {
      return Truth::of;
    }
    String name = Texts.str(positional.get(index));
    Arguments rest = new Arguments(positional.subList(index + 1, positional.size()), named);
    return item -> Tests.apply(name, item, rest);
  }
}
