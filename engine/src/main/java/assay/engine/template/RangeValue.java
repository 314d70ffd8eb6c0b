package assay.engine.template;

import java.util.AbstractList;
import java.util.List;

/// What `range` returns: whole numbers from `start` in steps of `step`, `stop` excluded.
record RangeValue(long start, long stop, long step) implements Value {
  /// The bound of jinja2's sandbox.
  private static final long LONGEST = 100_000;

  RangeValue {
    if (step == 0) {
      throw new EvaluationException("range() arg 3 must not be zero");
    }
    if (count(start, stop, step) > LONGEST) {
      throw new EvaluationException("range of more than " + LONGEST + " numbers");
    }
  }

  int size() {
    return (int) count(start, stop, step);
  }

  Value get(int index) {
    return NumberValue.Int.of(start + index * step);
  }

  List<Value> items() {
    return new AbstractList<>() {
      @Override
      public Value get(int index) {
        return RangeValue.this.get(index);
      }

      @Override
      public int size() {
        return RangeValue.this.size();
      }
    };
  }

  private static long count(long start, long stop, long step) {
    long distance = Math.subtractExact(stop, start);
    long count = step > 0 ? Math.ceilDiv(distance, step) : Math.ceilDiv(-distance, -step);
    return Math.max(0, count);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof RangeValue that && items().equals(that.items());
  }

  @Override
  public int hashCode() {
    return items().hashCode();
  }

  @Override
  public String typeName() {
    return "range";
  }
}
