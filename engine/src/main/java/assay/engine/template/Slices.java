package assay.engine.template;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/// Python's `value[start:stop:step]`; each of the three is a whole number or `none`.
final class Slices {
  private Slices() {}

  static Value slice(Value value, Value start, Value stop, Value step) {
    return switch (value) {
      case TextValue text -> {
        List<String> picked = pick(CodePoints.split(text.text()), start, stop, step);
        yield text.with(String.join("", picked));
      }
      case SequenceValue sequence -> sequence.with(pick(sequence.items(), start, stop, step));
      case RangeValue range -> range(range, start, stop, step);
      case UndefinedValue undefined -> throw undefined.failure();
      case NoneValue _,
          NumberValue _,
          DictValue _,
          DictView _,
          IteratorValue _,
          NamespaceValue _,
          FunctionValue _,
          MacroValue _,
          LoopValue _,
          ToolValue _ ->
          new UndefinedValue("'" + value.typeName() + "' object cannot be sliced");
    };
  }

  /// The indexes that a slice selects: `first`, `first + step` and so on before `end`.
  private record Selection(long first, long end, long step) {

    int count() {
      long distance = step > 0 ? end - first : first - end;
      return distance <= 0 ? 0 : (int) Math.ceilDiv(distance, Math.abs(step));
    }
  }

  private static Selection select(int length, Value start, Value stop, Value step) {
    long stride = bound(step, 1);
    if (stride == 0) {
      throw new EvaluationException("slice step cannot be zero");
    }
    long lowest = stride > 0 ? 0 : -1;
    long highest = stride > 0 ? length : length - 1L;
    long from = clamp(bound(start, stride > 0 ? lowest : highest), start, length, lowest, highest);
    long to = clamp(bound(stop, stride > 0 ? highest : lowest), stop, length, lowest, highest);
    return new Selection(from, to, stride);
  }

  private static long clamp(long bound, Value given, int length, long lowest, long highest) {
    boolean fromEnd = given != NoneValue.NONE && bound < 0;
    return Math.clamp(fromEnd ? bound + length : bound, lowest, highest);
  }

  private static long bound(Value value, long otherwise) {
    if (value == NoneValue.NONE) {
      return otherwise;
    }
    if (value instanceof NumberValue number && !(value instanceof NumberValue.Real)) {
      // Far beyond any length, and still safe to add to one.
      BigInteger far = BigInteger.ONE.shiftLeft(40);
      return number.asWhole().min(far).max(far.negate()).longValue();
    }
    throw new EvaluationException(
        "slice indices must be integers or None, not " + value.typeName());
  }

  private static <T> List<T> pick(List<T> items, Value start, Value stop, Value step) {
    Selection selection = select(items.size(), start, stop, step);
    if (selection.step() == 1) {
      int first = (int) selection.first();
      return items.subList(Math.min(first, items.size()), first + selection.count());
    }
    List<T> picked = new ArrayList<>(selection.count());
    for (int i = 0; i < selection.count(); i++) {
      picked.add(items.get((int) (selection.first() + i * selection.step())));
    }
    return picked;
  }

  private static Value range(RangeValue range, Value start, Value stop, Value step) {
    Selection selection = select(range.size(), start, stop, step);
    return new RangeValue(
        range.start() + selection.first() * range.step(),
        range.start() + selection.end() * range.step(),
        range.step() * selection.step());
  }
}
