package assay.harness.serve.openai;

import assay.harness.serve.work.ServedModel;

/// Whether a prompt fits a model, with what is to follow it.
final class ContextRoom {
  private ContextRoom() {}

  /// Refuses what does not fit, in OpenAI's words.
  ///
  /// @param tokens of the prompt
  /// @param more tokens that may be generated
  /// @param field of the prompt
  static void require(ServedModel served, int tokens, int more, String field) throws ApiException {
    if ((long) tokens + more > served.positions()) {
      throw ApiException.context(
          field,
          "This model's maximum context length is %d tokens. However, you requested %d tokens (%d"
                  .formatted(served.positions(), (long) tokens + more, tokens)
              + " in the %s, %d in the completion). Please reduce the length of the %s or"
                  .formatted(field, more, field)
              + " completion.");
    }
  }

  /// Returns how many tokens may follow a prompt.
  static int behind(ServedModel served, int tokens, String field) throws ApiException {
    require(served, tokens, 1, field);
    return served.positions() - tokens;
  }
}
