package assay.engine.template;

import java.util.List;

/// A list or a tuple; templates can change neither.
sealed interface SequenceValue extends Value {

  List<Value> items();

  Nesting nesting();

  /// The same kind of sequence with other items.
  SequenceValue with(List<Value> items);

  /// `[a, b]`.
  record ListValue(List<Value> items, Nesting nesting) implements SequenceValue {
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
  record TupleValue(List<Value> items, Nesting nesting) implements SequenceValue {
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
  record GroupValue(Value grouper, ListValue list, Nesting nesting) implements SequenceValue {
    GroupValue(Value grouper, ListValue list) {
      this(grouper, list, Nesting.around(List.of(grouper, list)));
    }

    @Override
    public List<Value> items() {
      return List.of(grouper, list);
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
