package assay.engine.template;

/// Python's `None`, JSON's `null`.
enum NoneValue implements Value {
  NONE;

  @Override
  public String typeName() {
    return "NoneType";
  }
}
