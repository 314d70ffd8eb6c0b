package assay.engine.template;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/// Filters that compare items; strings compare without regard to case unless the template says
/// otherwise.
final class SortFilters {
  private SortFilters() {}

  static Value sort(Value input, Arguments arguments) {
    Arguments.Bound bound = arguments.bind("sort", 0, "reverse", "case_sensitive", "attribute");
    List<AttributePath> paths = paths(bound.unlessNone("attribute"));
    boolean caseSensitive = bound.flag("case_sensitive");
    return new SequenceValue.ListValue(
        sorted(
            Iteration.list(input),
            item -> keys(item, paths, caseSensitive),
            bound.flag("reverse")));
  }

  /// Several attributes may be given, separated by commas.
  private static List<AttributePath> paths(Optional<Value> attribute) {
    if (attribute.isPresent() && attribute.get() instanceof TextValue text) {
      List<AttributePath> paths = new ArrayList<>();
      for (String path : text.text().split(",", -1)) {
        paths.add(AttributePath.parse(path));
      }
      return paths;
    }
    return List.of(AttributePath.of(attribute));
  }

  private static Value keys(Value item, List<AttributePath> paths, boolean caseSensitive) {
    return new SequenceValue.ListValue(
        paths.stream().map(path -> folded(path.get(item), caseSensitive)).toList());
  }

  private static Value folded(Value value, boolean caseSensitive) {
    return value instanceof TextValue text && !caseSensitive
        ? text.with(Case.lower(text.text()))
        : value;
  }

  /// Sorts stably; in reverse, equal items still keep their order.
  private static List<Value> sorted(
      List<Value> items, Function<Value, Value> key, boolean reverse) {
    record Keyed(Value key, Value item) {}
    List<Keyed> keyed = new ArrayList<>(items.size());
    items.forEach(item -> keyed.add(new Keyed(key.apply(item), item)));
    Comparator<Keyed> order = (a, b) -> ValueComparison.compare(a.key(), b.key(), "<");
    keyed.sort(reverse ? order.reversed() : order);
    return keyed.stream().map(Keyed::item).toList();
  }

  static Value dictSort(Value input, Arguments arguments) {
    Arguments.Bound bound = arguments.bind("dictsort", 0, "case_sensitive", "by", "reverse");
    String by = bound.text("by", "key");
    if (!by.equals("key") && !by.equals("value")) {
      throw new EvaluationException("You can only sort by either \"key\" or \"value\"");
    }
    if (!(input instanceof DictValue dict)) {
      throw new EvaluationException("'" + input.typeName() + "' object has no attribute 'items'");
    }
    boolean caseSensitive = bound.flag("case_sensitive");
    int part = by.equals("key") ? 0 : 1;
    return new SequenceValue.ListValue(
        sorted(
            DictView.pairs(dict),
            pair -> folded(((SequenceValue) pair).items().get(part), caseSensitive),
            bound.flag("reverse")));
  }

  static Value min(Value input, Arguments arguments) {
    return extreme("min", input, arguments, -1);
  }

  static Value max(Value input, Arguments arguments) {
    return extreme("max", input, arguments, 1);
  }

  private static Value extreme(String function, Value input, Arguments arguments, int wanted) {
    Arguments.Bound bound = arguments.bind(function, 0, "case_sensitive", "attribute");
    AttributePath path = AttributePath.of(bound.unlessNone("attribute"));
    boolean caseSensitive = bound.flag("case_sensitive");
    List<Value> items = Iteration.list(input);
    if (items.isEmpty()) {
      return new UndefinedValue("No aggregated item, sequence was empty.");
    }
    Value best = items.getFirst();
    for (Value item : items.subList(1, items.size())) {
      Value key = folded(path.get(item), caseSensitive);
      Value bestKey = folded(path.get(best), caseSensitive);
      if (Integer.signum(ValueComparison.compare(key, bestKey, wanted < 0 ? "<" : ">")) == wanted) {
        best = item;
      }
    }
    return best;
  }

  static Value unique(Value input, Arguments arguments) {
    Arguments.Bound bound = arguments.bind("unique", 0, "case_sensitive", "attribute");
    AttributePath path = AttributePath.of(bound.unlessNone("attribute"));
    boolean caseSensitive = bound.flag("case_sensitive");
    Set<Value> seen = new HashSet<>();
    return IteratorValue.generator(
        new FilteredItems(
            Iteration.iterate(input),
            item -> seen.add(DictValue.key(folded(path.get(item), caseSensitive)))));
  }

  static Value groupBy(Value input, Arguments arguments) {
    Arguments.Bound bound = arguments.bind("groupby", 1, "attribute", "default", "case_sensitive");
    AttributePath path = AttributePath.of(bound.unlessNone("attribute"));
    boolean caseSensitive = bound.flag("case_sensitive");
    Optional<Value> otherwise = bound.unlessNone("default");
    Function<Value, Value> key = item -> folded(path.get(item, otherwise), caseSensitive);
    List<Value> groups = new ArrayList<>();
    List<Value> group = new ArrayList<>();
    for (Value item : sorted(Iteration.list(input), key, false)) {
      if (!group.isEmpty() && !key.apply(item).equals(key.apply(group.getFirst()))) {
        groups.add(group(group, path.get(group.getFirst(), otherwise)));
        group.clear();
      }
      group.add(item);
    }
    if (!group.isEmpty()) {
      groups.add(group(group, path.get(group.getFirst(), otherwise)));
    }
    return new SequenceValue.ListValue(groups);
  }

  private static Value group(List<Value> items, Value key) {
    return new SequenceValue.GroupValue(key, new SequenceValue.ListValue(items));
  }
}
