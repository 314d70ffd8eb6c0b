package assay.engine.tokenizer;

/// How a text is read.
///
/// @param parseSpecial whether the texts of control tokens, such as `<|im_end|>`, become those
///   tokens; otherwise they are ordinary text. User-defined tokens are always recognised
/// @param addSpecial whether the model's tokens for the begin and end of a text are added, as its
///   vocabulary says
public record EncodingOptions(boolean parseSpecial, boolean addSpecial) {
  /// The text alone.
  public static final EncodingOptions PLAIN = new EncodingOptions(false, false);

  /// A prompt that a chat template has rendered: it holds its special tokens already.
  public static final EncodingOptions RENDERED = new EncodingOptions(true, false);

  /// A prompt without a chat template, for a base model.
  public static final EncodingOptions PROMPT = new EncodingOptions(false, true);
}
