package assay.engine.template;

/// What a missing variable, attribute or item evaluates to: empty when printed or iterated, an
/// error in any other use.
record UndefinedValue(String reason) implements Value {

  static UndefinedValue variable(String name) {
    return new UndefinedValue("'" + name + "' is undefined");
  }

  /// The error of a use that is not allowed.
  EvaluationException failure() {
    return new EvaluationException(reason);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof UndefinedValue;
  }

  @Override
  public int hashCode() {
    return UndefinedValue.class.hashCode();
  }

  @Override
  public String typeName() {
    return "Undefined";
  }
}
