package assay.engine.template;

import java.util.List;

/// The small stateful objects that templates can make.
sealed interface ToolValue extends Value {

  /// `cycler(a, b)`: its method `next` returns the items in turn.
  final class Cycler implements ToolValue {
    private final List<Value> items;
    private int position;

    Cycler(List<Value> items) {
      if (items.isEmpty()) {
        throw new EvaluationException("at least one item has to be provided");
      }
      this.items = List.copyOf(items);
    }

    Value current() {
      return items.get(position);
    }

    Value next() {
      Value item = current();
      position = (position + 1) % items.size();
      return item;
    }

    void reset() {
      position = 0;
    }

    @Override
    public String typeName() {
      return "Cycler";
    }
  }

  /// `joiner(', ')`: empty at the first call, the separator at each later one.
  final class Joiner implements ToolValue {
    private final Value separator;
    private boolean used;

    Joiner(Value separator) {
      this.separator = separator;
    }

    Value next() {
      Value text = used ? separator : TextValue.EMPTY;
      used = true;
      return text;
    }

    @Override
    public String typeName() {
      return "Joiner";
    }
  }
}
