package assay.harness.endpoint;

import assay.harness.run.Likelihoods.Likelihood;
import assay.harness.run.Likelihoods.Token;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// A prompt that a server gave back with the log-probability of each of its tokens.
///
/// Source: the OpenAI API reference, "Create completion (legacy)", `echo` and `logprobs` (`tokens`,
/// `token_logprobs`, `top_logprobs`, `text_offset`). vLLM counts a token of its own that begins the
/// text, such as BOS, among the tokens and in the offsets; SGLang gives no offsets (-1). So tokens
/// are placed by their texts where they stand in the prompt one after the other, and by the offsets
/// where they do not, as with half characters.
///
/// @param pieces the tokens of the prompt in order
record EchoedPrompt(List<Piece> pieces) {
  private static final double EQUAL = 1e-9;

  /// How many tokens of its own a server may put before a prompt.
  private static final int MOST_BEFORE = 2;

  EchoedPrompt {
    pieces = List.copyOf(pieces);
  }

  /// A token of the prompt.
  ///
  /// @param text as the server writes it
  /// @param start where it begins, in code points of the prompt
  /// @param end where the next one begins
  /// @param logprob empty for the first, which stands behind nothing
  /// @param likeliest whether no other token was likelier
  record Piece(String text, int start, int end, Optional<Double> logprob, boolean likeliest) {}

  /// Reads the log-probabilities of a choice, in the form of the OpenAI API or in vLLM's own.
  ///
  /// @return empty if they are not those of the prompt
  static Optional<EchoedPrompt> read(JsonNode choice, String prompt) {
    JsonNode own = choice.path("prompt_logprobs");
    return own.isArray() ? ofPromptLogprobs(own, prompt) : ofEcho(choice.path("logprobs"), prompt);
  }

  /// Reads vLLM's `prompt_logprobs`: at each place an object of the prompt's own token and of the
  /// likeliest that were asked for, by their ids; nothing at the first place. As the first token's
  /// text is not told, the tokens are placed from the end of the prompt.
  ///
  /// Source: vLLM 0.11, `vllm/entrypoints/openai/protocol.py` (`CompletionResponseChoice`) and
  /// `vllm/v1/engine/logprobs.py` (`_make_logprob_dict`).
  private static Optional<EchoedPrompt> ofPromptLogprobs(JsonNode places, String prompt) {
    List<Piece> pieces = new ArrayList<>();
    int end = prompt.codePointCount(0, prompt.length());
    for (int i = places.size() - 1; i > 0; i--) {
      JsonNode own = own(places.get(i), prompt, end);
      Optional<String> found = text(own, prompt, end);
      if (!own.path("logprob").isNumber() || found.isEmpty()) {
        return Optional.empty();
      }
      String text = found.get();
      int start = end - text.codePointCount(0, text.length());
      double logprob = own.path("logprob").asDouble();
      pieces.addFirst(
          new Piece(text, start, end, Optional.of(logprob), own.path("rank").asInt() == 1));
      end = start;
    }
    if (end > 0) {
      String first = prompt.substring(0, prompt.offsetByCodePoints(0, end));
      pieces.addFirst(new Piece(first, 0, end, Optional.empty(), false));
    }
    return pieces.isEmpty() ? Optional.empty() : Optional.of(new EchoedPrompt(pieces));
  }

  /// Returns the prompt's own token among those of a place, which vLLM's code has first and its
  /// servers also among the others: it is the one beyond the likeliest, else the longest that
  /// stands there.
  private static JsonNode own(JsonNode place, String prompt, int end) {
    JsonNode longest = MissingNode.getInstance();
    int length = 0;
    for (JsonNode each : place) {
      if (each.path("rank").asInt() > place.size()) {
        return each;
      }
      int here = text(each, prompt, end).map(String::length).orElse(0);
      if (here > length) {
        longest = each;
        length = here;
      }
    }
    return longest;
  }

  /// Returns the text of a token if it stands before a place. vLLM 0.8 wrote blanks and ends of
  /// lines as its vocabulary has them.
  private static Optional<String> text(JsonNode token, String prompt, int end) {
    String told = token.path("decoded_token").asText("");
    return Stream.of(told, told.replace('Ġ', ' ').replace('Ċ', '\n'))
        .filter(text -> stands(prompt, text, end - text.codePointCount(0, text.length())))
        .findFirst();
  }

  private static boolean stands(String prompt, String text, int start) {
    return start >= 0 && prompt.startsWith(text, prompt.offsetByCodePoints(0, start));
  }

  private static Optional<EchoedPrompt> ofEcho(JsonNode logprobs, String prompt) {
    JsonNode tokens = logprobs.path("tokens");
    JsonNode values = logprobs.path("token_logprobs");
    int length = prompt.codePointCount(0, prompt.length());
    if (!tokens.isArray() || !values.isArray() || tokens.size() != values.size()) {
      return Optional.empty();
    }
    int first = first(tokens, prompt);
    int[] starts = starts(tokens, logprobs.path("text_offset"), first);
    List<Piece> pieces = new ArrayList<>();
    for (int i = first; i < tokens.size() && starts[i] < length; i++) {
      pieces.add(
          new Piece(
              tokens.get(i).asText(),
              starts[i],
              Math.min(length, starts[i + 1]),
              values.get(i).isNumber() ? Optional.of(values.get(i).asDouble()) : Optional.empty(),
              likeliest(logprobs.path("top_logprobs").path(i), values.get(i))));
    }
    boolean whole = !pieces.isEmpty() && pieces.getLast().end() == length;
    boolean told = pieces.stream().skip(1).allMatch(piece -> piece.logprob().isPresent());
    return whole && told ? Optional.of(new EchoedPrompt(pieces)) : Optional.empty();
  }

  private static int first(JsonNode tokens, String prompt) {
    for (int i = 0; i < Math.min(MOST_BEFORE, tokens.size()); i++) {
      if (prompt.startsWith(tokens.get(i).asText())) {
        return i;
      }
    }
    return 0;
  }

  /// Returns where each token begins, and where the last one ends.
  private static int[] starts(JsonNode tokens, JsonNode offsets, int first) {
    boolean placed =
        offsets.size() == tokens.size() && offsets.path(tokens.size() - 1).asInt(-1) >= 0;
    int[] starts = new int[tokens.size() + 1];
    for (int i = first; i < tokens.size(); i++) {
      String text = tokens.get(i).asText();
      if (placed) {
        starts[i] = offsets.get(i).asInt() - offsets.get(first).asInt();
      }
      starts[i + 1] = starts[i] + text.codePointCount(0, text.length());
    }
    for (int i = first; placed && i + 1 < tokens.size(); i++) {
      starts[i + 1] = offsets.get(i + 1).asInt() - offsets.get(first).asInt();
    }
    return starts;
  }

  private static boolean likeliest(JsonNode top, JsonNode own) {
    for (JsonNode other : top) {
      if (other.asDouble() > own.asDouble() + EQUAL) {
        return false;
      }
    }
    return true;
  }

  /// Returns the likelihood of what stands behind a border: of the tokens that begin there, and of
  /// one that reaches over it.
  ///
  /// @param border in code points of the prompt
  /// @return empty if a token of it has no log-probability, as the first of a prompt
  Optional<Likelihood> behind(int border) {
    List<Piece> continuation =
        pieces.stream().filter(piece -> piece.end() > border || piece.start() >= border).toList();
    if (continuation.isEmpty()
        || continuation.stream().anyMatch(piece -> piece.logprob().isEmpty())) {
      return Optional.empty();
    }
    return Optional.of(
        new Likelihood(
            continuation.stream()
                .map(piece -> new Token(piece.text(), piece.logprob().orElseThrow()))
                .toList(),
            continuation.stream().allMatch(Piece::likeliest)));
  }
}
