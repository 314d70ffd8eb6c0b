package assay.results;

/// Why a completion ended.
public enum StopReason {
  /// The model produced an end token.
  STOP_TOKEN,
  /// A stop string of the settings appeared.
  STOP_STRING,
  /// The limit of tokens was reached: the completion is cut.
  TOKEN_LIMIT,
  /// The context window was full before the limit: the completion is cut.
  CONTEXT_FULL,
  /// An endpoint said `stop`, which covers end token and stop string alike.
  STOP,
  /// A recorded completion whose source does not say.
  UNKNOWN;

  /// Returns whether the completion was cut before the model ended it.
  public boolean truncated() {
    return this == TOKEN_LIMIT || this == CONTEXT_FULL;
  }
}
