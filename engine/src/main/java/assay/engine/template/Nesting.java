package assay.engine.template;

import java.util.Collection;

/// How far a list, tuple or dict is nested. It is bounded, so that printing or comparing values can
/// neither exhaust the stack nor run for ever.
///
/// @param depth levels; 1 when it holds nothing that is nested
/// @param size values in it on all levels, counted as often as they occur
record Nesting(int depth, int size) {
  /// Deeper than any message or tool description; a thread with a small stack still compares such
  /// values.
  static final int DEEPEST = 200;

  /// More values than a conversation of a million tokens has.
  static final int LARGEST = 1 << 20;

  private static final Nesting NONE = new Nesting(0, 1);

  /// The nesting of a collection that holds these values.
  static Nesting around(Collection<Value> values) {
    int depth = 0;
    long size = 0;
    for (Value value : values) {
      Nesting inner = of(value);
      depth = Math.max(depth, inner.depth());
      size += inner.size();
    }
    return checked(depth + 1, size);
  }

  /// The nesting of a collection that holds what both hold.
  Nesting plus(Nesting other) {
    return checked(Math.max(depth, other.depth), (long) size + other.size);
  }

  private static Nesting checked(int depth, long size) {
    if (depth > DEEPEST) {
      throw new EvaluationException("values are nested more than " + DEEPEST + " levels deep");
    }
    if (size > LARGEST) {
      throw new EvaluationException("a list or dict holds more than " + LARGEST + " values");
    }
    return new Nesting(depth, (int) size);
  }

  private static Nesting of(Value value) {
    return switch (value) {
      case SequenceValue sequence -> sequence.nesting();
      case DictValue dict -> dict.nesting();
      case DictView view -> view.dict().nesting();
      default -> NONE;
    };
  }
}
