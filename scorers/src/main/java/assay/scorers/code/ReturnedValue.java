package assay.scorers.code;

/// What can be made of the text that a worker handed over for a returned value.
sealed interface ReturnedValue {

  /// A value.
  record Decoded(PythonValue value) implements ReturnedValue {}

  /// A value beyond what is read of any program.
  ///
  /// @param how in what it goes beyond, in words that follow "a value"
  record Excessive(String how) implements ReturnedValue {
    /// Returns the sentence of a verdict.
    String sentence() {
      return "returns a value " + how;
    }
  }

  /// No value: nothing was returned, or the program wrote over its own result.
  record Unreadable() implements ReturnedValue {}
}
