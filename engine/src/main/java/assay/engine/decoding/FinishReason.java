package assay.engine.decoding;

/// Why a generation ended.
public enum FinishReason {
  /// The model chose one of the stop tokens.
  STOP_TOKEN,
  /// The text contained one of the stop strings.
  STOP_STRING,
  /// As many tokens were generated as the options allow.
  LENGTH_LIMIT,
  /// The context has no room for a further token.
  CONTEXT_FULL
}
