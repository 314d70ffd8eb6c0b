package assay.harness.serve.openai;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// A request that is refused, or that failed, in the words of OpenAI's interface.
public final class ApiException extends Exception {
  private static final long serialVersionUID = 1L;

  private final int status;
  private final String code;
  private final transient Optional<String> param;

  private ApiException(int status, String code, Optional<String> param, String message) {
    super(message);
    this.status = status;
    this.code = code;
    this.param = param;
  }

  /// Returns the refusal of a field.
  ///
  /// @param field its name
  public static ApiException field(String field, String message) {
    return new ApiException(400, "invalid_value", Optional.of(field), message);
  }

  /// Returns the refusal of a field of a wrong type.
  static ApiException type(String field, String expected, String found) {
    return new ApiException(
        400,
        "invalid_type",
        Optional.of(field),
        "Invalid type for '%s': expected %s, but got %s instead."
            .formatted(field, expected, found));
  }

  /// Returns the refusal of a field that this server does not serve.
  static ApiException unsupported(String field, String message) {
    return new ApiException(400, "unsupported_parameter", Optional.of(field), message);
  }

  /// Returns the refusal of a prompt that does not fit, in OpenAI's words.
  static ApiException context(String field, String message) {
    return new ApiException(400, "context_length_exceeded", Optional.of(field), message);
  }

  /// Returns a refusal that names no field.
  public static ApiException of(int status, String code, String message) {
    return new ApiException(status, code, Optional.empty(), message);
  }

  /// Returns the status of HTTP.
  public int status() {
    return status;
  }

  /// Returns the body of the answer, or of an event.
  public ObjectNode json() {
    ObjectNode root = JsonNodeFactory.instance.objectNode();
    root.putObject("error")
        .put("message", getMessage())
        .put("type", kind())
        .put("param", param.orElse(null))
        .put("code", code);
    return root;
  }

  /// Returns the body of the answer.
  public byte[] body() {
    return json().toString().getBytes(StandardCharsets.UTF_8);
  }

  private String kind() {
    return switch (status) {
      case 401 -> "authentication_error";
      case 403 -> "permission_error";
      case 429 -> "rate_limit_error";
      default -> status < 500 ? "invalid_request_error" : "server_error";
    };
  }
}
