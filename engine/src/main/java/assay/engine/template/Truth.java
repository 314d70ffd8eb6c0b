package assay.engine.template;

/// What counts as true: everything but `none`, undefined, zero and what is empty.
final class Truth {
  private Truth() {}

  static boolean of(Value value) {
    return switch (value) {
      case NoneValue _, UndefinedValue _ -> false;
      case NumberValue.Bool bool -> bool.value();
      case NumberValue.Int number -> number.value().signum() != 0;
      case NumberValue.Real number -> number.value() != 0;
      case TextValue text -> !text.text().isEmpty();
      case SequenceValue sequence -> !sequence.items().isEmpty();
      case RangeValue range -> range.size() > 0;
      case DictValue dict -> !dict.entries().isEmpty();
      case DictView view -> !view.dict().entries().isEmpty();
      case IteratorValue _,
          NamespaceValue _,
          FunctionValue _,
          MacroValue _,
          LoopValue _,
          ToolValue _ ->
          true;
    };
  }
}
