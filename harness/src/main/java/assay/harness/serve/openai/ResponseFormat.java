package assay.harness.serve.openai;

import java.util.Optional;

/// The form that an answer is to have.
final class ResponseFormat {
  private ResponseFormat() {}

  /// Refuses every form but that of a text: nothing here holds a model to a grammar, and an answer
  /// that only sometimes is JSON would be taken for one that always is.
  static void refuse(RequestFields fields) throws ApiException {
    Optional<RequestFields> format = fields.object("response_format");
    if (format.isPresent()) {
      String type = format.get().text("type").orElse("");
      if (!type.equals("text")) {
        throw ApiException.unsupported(
            "response_format",
            "'response_format' of type '%s' is not served, only 'text': this server does not hold"
                    .formatted(type)
                + " a model to a grammar. Ask for JSON in the prompt, and check what comes.");
      }
    }
  }
}
