package assay.engine.template;

import java.util.List;

/// A list or a tuple; templates can change neither.
sealed interface SequenceValue extends Value {

  List<Value> items();

  /// How deep it is nested, see [Nesting].
  int depth();

  /// The same kind of sequence with other items.
  SequenceValue with(List<Value> items);

  /// `[a, b]`.
  record ListValue(List<Value> items, int depth) implements SequenceValue {
    ListValue(List<Value> items) {
      this(List.copyOf(items), Nesting.around(items));
    }

    @Override
    public ListValue with(List<Value> others) {
      return new ListValue(others);
    }

    @Override
    public String typeName() {
      return "list";
    }
  }

  /// `(a, b)`.
  record TupleValue(List<Value> items, int depth) implements SequenceValue {
    TupleValue(List<Value> items) {
      this(List.copyOf(items), Nesting.around(items));
    }

    static TupleValue of(Value... items) {
      return new TupleValue(List.of(items));
    }

    @Override
    public TupleValue with(List<Value> others) {
      return new TupleValue(others);
    }

    @Override
    public String typeName() {
      return "tuple";
    }
  }

  /// What `groupby` yields: a tuple whose two items have names.
  record GroupValue(Value grouper, ListValue list) implements SequenceValue {
    @Override
    public List<Value> items() {
      return List.of(grouper, list);
    }

    @Override
    public int depth() {
      return Nesting.around(items());
    }

    @Override
    public TupleValue with(List<Value> others) {
      return new TupleValue(others);
    }

    @Override
    public String typeName() {
      return "tuple";
    }
  }
}
