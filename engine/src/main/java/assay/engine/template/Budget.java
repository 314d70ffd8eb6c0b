package assay.engine.template;

/// What a rendering has used of its limits.
final class Budget {
  private final RenderLimits limits;
  private long steps;
  private int depth;

  Budget(RenderLimits limits) {
    this.limits = limits;
  }

  void enter() {
    step(1);
    depth++;
    if (depth > limits.depth()) {
      throw new EvaluationException(
          "the template is nested or recurses more than " + limits.depth() + " levels deep");
    }
  }

  void leave() {
    depth--;
  }

  /// Counts a value that was just evaluated.
  void yielded(Value value) {
    switch (value) {
      case TextValue text -> step(text.text().length() >> 4);
      case SequenceValue sequence -> step(sequence.items().size() >> 4);
      default -> {}
    }
  }

  void checkOutput(int characters) {
    if (characters > limits.characters()) {
      throw new EvaluationException(
          "the text is longer than " + limits.characters() + " characters");
    }
  }

  private void step(long count) {
    steps += count;
    if (steps > limits.steps()) {
      throw new EvaluationException("the template takes more than " + limits.steps() + " steps");
    }
  }
}
