package assay.engine.template;

/// A value inside a template. Equality and hashing are those of Python, so `1`, `1.0` and `true`
/// are equal.
sealed interface Value
    permits NoneValue,
        NumberValue,
        TextValue,
        SequenceValue,
        RangeValue,
        DictValue,
        DictView,
        IteratorValue,
        NamespaceValue,
        UndefinedValue,
        FunctionValue,
        MacroValue,
        LoopValue,
        ToolValue {

  /// The name of the type as Python's messages give it.
  String typeName();
}
