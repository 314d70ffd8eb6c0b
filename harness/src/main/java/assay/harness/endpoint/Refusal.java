package assay.harness.endpoint;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// What a reply with another status than success says.
///
/// @param status of HTTP
/// @param words the server's own
/// @param kind what it means for the run
record Refusal(int status, String words, Kind kind) {
  private static final JsonMapper JSON = new JsonMapper();

  /// What a refusal means.
  enum Kind {
    /// The same call may succeed later.
    PASSING,
    /// This call never will.
    LASTING,
    /// This call does not fit the context window.
    CONTEXT,
    /// The provider's filter does not let this prompt pass.
    FILTERED,
    /// No call will, if none did before: answers may be longer than there is room beside any
    /// prompt.
    ANSWER_TOO_LONG,
    /// No call will before somebody does something: no credit, no quota.
    EVERY_CALL,
    /// No call will, if none did before: a wrong key, name or address.
    EVERY_CALL_SO_FAR
  }

  /// How vLLM, SGLang, OpenAI and Anthropic say how many tokens there may be: in prompt and answer
  /// together, or in an answer.
  private static final Pattern MOST =
      Pattern.compile(
          "max_model_len=(\\d+)|maximum context length (?:is|of) (\\d+)"
              + "|at most (\\d+) (?:completion|output) tokens|max_tokens: \\d+ > (\\d+)");

  /// What providers say, and proxies before them, where the account or a budget is spent: OpenAI,
  /// Anthropic, and LiteLLM of a key and of what is behind it.
  private static final List<String> SPENT =
      List.of(
          "insufficient_quota",
          "exceeded your current quota",
          "credit balance is too low",
          "budget_exceeded",
          "crossed budget");

  /// What is said of a prompt that does not fit.
  private static final List<String> TOO_LONG =
      List.of(
          "context_length_exceeded",
          "contextwindowexceedederror",
          "maximum context length",
          "exceeds the available context size",
          "prompt is too long");

  /// What Azure OpenAI and OpenAI say of a prompt that their filter stops (400); LiteLLM passes the
  /// words on and drops the code.
  private static final List<String> FILTERED =
      List.of("content_filter", "content management policy", "content_policy_violation");

  /// How LiteLLM says with 400 that it does not know a model, or, without a database, a key, and
  /// `transformers serve` that it has another model.
  private static final List<String> UNKNOWN =
      List.of("invalid model name passed", "no_db_connection", "server is pinned to");

  /// Reads a refusal.
  ///
  /// @param maxTokens most tokens of the answer, as it was asked for
  static Refusal of(Received reply, int maxTokens) {
    int status = reply.status();
    if (status / 100 == 3) {
      String place = reply.headers().first("Location").orElse("an unknown place");
      return new Refusal(
          status,
          "redirected to %s, which is not followed, as the key would go there".formatted(place),
          Kind.EVERY_CALL_SO_FAR);
    }
    String body = reply.body();
    return new Refusal(
        status, message(body), kind(status, body.toLowerCase(Locale.ROOT), maxTokens));
  }

  private static Kind kind(int status, String body, int maxTokens) {
    if (status == 402 || has(body, SPENT)) {
      return Kind.EVERY_CALL;
    }
    if (status == 400 && most(body) < maxTokens) {
      return Kind.ANSWER_TOO_LONG;
    }
    if (has(body, TOO_LONG)) {
      return Kind.CONTEXT;
    }
    if (status == 400 && has(body, FILTERED)) {
      return Kind.FILTERED;
    }
    if (status == 400 && has(body, UNKNOWN)) {
      return Kind.EVERY_CALL_SO_FAR;
    }
    return switch (status) {
      case 408, 409, 425, 429 -> Kind.PASSING;
      case 401, 403, 404 -> Kind.EVERY_CALL_SO_FAR;
      default -> status >= 500 ? Kind.PASSING : Kind.LASTING;
    };
  }

  private static boolean has(String body, List<String> words) {
    return words.stream().anyMatch(body::contains);
  }

  private static int most(String body) {
    Matcher said = MOST.matcher(body);
    return said.find()
        ? IntStream.rangeClosed(1, said.groupCount())
            .mapToObj(said::group)
            .filter(Objects::nonNull)
            .mapToInt(number -> Integer.parseInt(number.substring(0, Math.min(9, number.length()))))
            .findFirst()
            .orElse(Integer.MAX_VALUE)
        : Integer.MAX_VALUE;
  }

  /// Returns whether the endpoint has too much to do.
  boolean overloaded() {
    return kind == Kind.PASSING && (status == 429 || status == 503 || status == 529);
  }

  /// Returns the refusal in a sentence.
  String problem() {
    return words.isEmpty() ? "HTTP %d".formatted(status) : "HTTP %d: %s".formatted(status, words);
  }

  private static String message(String body) {
    try {
      JsonNode root = JSON.readTree(body);
      JsonNode error = root.path("error");
      // SGLang has the message at the top, FastAPI as a detail.
      return Stream.of(error, error.path("message"), root.path("message"), root.path("detail"))
          .map(words -> words.isTextual() ? words.asText() : "")
          .filter(words -> !words.isEmpty())
          .findFirst()
          .map(Refusal::excerpt)
          .orElseGet(() -> excerpt(body));
    } catch (JsonProcessingException e) {
      return excerpt(body);
    }
  }

  private static String excerpt(String text) {
    String line = text.strip().replaceAll("\\s+", " ");
    return line.length() > 300
        ? line.substring(0, 300) + "..."
        : line.replaceFirst("(?<!\\.)\\.$", "");
  }
}
