package assay.results;

/// Why a sample was not measured. None of these says anything about the model's answer.
public enum Cause {
  /// The endpoint refused or broke the call, after all retries.
  ENDPOINT_ERROR("endpoint error"),
  /// The provider held the completion back, or cut it.
  CONTENT_FILTER("content filter"),
  /// The provider says that the model refused, apart from any text.
  REFUSAL("refused by the model"),
  /// No complete reply in time.
  TIMEOUT("timeout"),
  /// The completion was cut by a token limit below the protocol's own, or before any answer.
  TRUNCATED("truncated"),
  /// Prompt or completion do not fit the context window.
  CONTEXT_OVERFLOW("context overflow"),
  /// A number that the model computed is too large for the type in which the engine keeps it.
  NUMERIC_OVERFLOW("numeric overflow"),
  /// No recorded completion for the sample.
  NOT_RECORDED("no recorded completion"),
  /// The sandbox could not run the program: missing, broken or killed from outside.
  SANDBOX_FAULT("sandbox fault"),
  /// A log states a score that is neither right nor wrong, such as partial credit.
  NO_VERDICT("neither right nor wrong"),
  /// The scorer itself failed or ran out of its budget.
  GRADER_FAULT("grader fault");

  private final String label;

  Cause(String label) {
    this.label = label;
  }

  /// Returns the words that reports show.
  public String label() {
    return label;
  }
}
