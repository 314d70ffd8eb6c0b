package assay.engine.template;

import java.util.Collection;

/// Bounds how deep values are nested, so that printing or comparing them cannot exhaust the stack.
final class Nesting {
  /// Deeper than any message or tool description; a thread with a small stack still compares such
  /// values.
  static final int LIMIT = 200;

  private Nesting() {}

  /// The depth of a collection that holds these values: 1 when they hold nothing themselves.
  static int around(Collection<Value> values) {
    int deepest = 0;
    for (Value value : values) {
      deepest = Math.max(deepest, of(value));
    }
    if (deepest >= LIMIT) {
      throw new EvaluationException("values are nested more than " + LIMIT + " levels deep");
    }
    return deepest + 1;
  }

  private static int of(Value value) {
    return switch (value) {
      case SequenceValue sequence -> sequence.depth();
      case DictValue dict -> dict.depth();
      case DictView view -> view.dict().depth();
      default -> 0;
    };
  }
}
