package assay.harness.endpoint;

import assay.harness.endpoint.TokenPlaces.Place;
import assay.harness.run.Likelihoods.Likelihood;
import assay.harness.run.Likelihoods.Token;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// A prompt that a server gave back with the log-probability of each of its tokens.
///
/// Source: the OpenAI API reference, "Create completion (legacy)", `echo` and `logprobs` (`tokens`,
/// `token_logprobs`, `top_logprobs`, `text_offset`). vLLM counts a token of its own that begins the
/// text, such as BOS, among the tokens and in the offsets; SGLang gives no offsets (-1). So tokens
/// are placed by their texts ([TokenPlaces]), and by the offsets only where these do not do.
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
  /// @param place in the prompt
  /// @param logprob empty for the first, which stands behind nothing
  /// @param likeliest whether no other token was likelier
  record Piece(String text, Place place, Optional<Double> logprob, boolean likeliest) {}

  /// Reads the log-probabilities of a choice, in the form of the OpenAI API or in vLLM's own.
  ///
  /// @return empty if they are not those of the prompt
  static Optional<EchoedPrompt> read(JsonNode choice, String prompt) {
    return ofEcho(choice.path("logprobs"), prompt)
        .or(() -> ofPromptLogprobs(choice.path("prompt_logprobs"), prompt));
  }

  /// Returns whether a choice has log-probabilities of more than the one token that was generated.
  static boolean told(JsonNode choice) {
    return choice.path("prompt_logprobs").isArray()
        || choice.path("logprobs").path("token_logprobs").size() > 1;
  }

  /// Reads vLLM's `prompt_logprobs`: at each place an object of the prompt's own token and of the
  /// likeliest that were asked for, by their ids; nothing at the first place. As the first token's
  /// text is not told, the tokens are placed from the end of the prompt.
  ///
  /// Source: vLLM 0.11, `vllm/entrypoints/openai/protocol.py` (`CompletionResponseChoice`) and
  /// `vllm/v1/engine/logprobs.py` (`_make_logprob_dict`).
  private static Optional<EchoedPrompt> ofPromptLogprobs(JsonNode places, String prompt) {
    if (!places.isArray()) {
      return Optional.empty();
    }
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
          new Piece(
              text, new Place(start, end), Optional.of(logprob), own.path("rank").asInt() == 1));
      end = start;
    }
    if (end > 0) {
      String first = prompt.substring(0, prompt.offsetByCodePoints(0, end));
      pieces.addFirst(new Piece(first, new Place(0, end), Optional.empty(), false));
    }
    return pieces.isEmpty() ? Optional.empty() : Optional.of(new EchoedPrompt(pieces));
  }

  /// Returns the prompt's own token among those of a place, which vLLM's code has first and its
  /// servers also among the others: it is the one beyond the likeliest, else the longest that
  /// stands there, and of several without a text, being parts of characters, the first.
  private static JsonNode own(JsonNode place, String prompt, int end) {
    JsonNode longest = MissingNode.getInstance();
    int length = -1;
    for (JsonNode each : place) {
      if (each.path("rank").asInt() > place.size()) {
        return each;
      }
      int here = text(each, prompt, end).map(String::length).orElse(-1);
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
    if (!tokens.isArray() || !values.isArray() || tokens.size() != values.size()) {
      return Optional.empty();
    }
    List<String> texts = new ArrayList<>();
    tokens.forEach(token -> texts.add(token.asText()));
    List<Integer> offsets = new ArrayList<>();
    logprobs.path("text_offset").forEach(offset -> offsets.add(offset.asInt(-1)));
    return IntStream.rangeClosed(0, MOST_BEFORE)
        .mapToObj(own -> echoed(logprobs, behind(texts, own), behind(offsets, own), prompt))
        .flatMap(Optional::stream)
        .findFirst();
  }

  private static <T> List<T> behind(List<T> all, int own) {
    return all.subList(Math.min(own, all.size()), all.size());
  }

  private static Optional<EchoedPrompt> echoed(
      JsonNode logprobs, List<String> tokens, List<Integer> offsets, String prompt) {
    List<Place> places =
        TokenPlaces.of(tokens, prompt)
            .or(() -> TokenPlaces.told(tokens, offsets, prompt))
            .orElse(List.of());
    JsonNode values = logprobs.path("token_logprobs");
    int before = values.size() - tokens.size();
    List<Piece> pieces = new ArrayList<>();
    for (int i = 0; i < places.size(); i++) {
      JsonNode value = values.path(before + i);
      pieces.add(
          new Piece(
              tokens.get(i),
              places.get(i),
              value.isNumber() ? Optional.of(value.asDouble()) : Optional.empty(),
              likeliest(logprobs.path("top_logprobs").path(before + i), value)));
    }
    boolean told = pieces.stream().skip(1).allMatch(piece -> piece.logprob().isPresent());
    return told && !pieces.isEmpty() ? Optional.of(new EchoedPrompt(pieces)) : Optional.empty();
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
        pieces.stream()
            .filter(piece -> piece.place().end() > border || piece.place().start() >= border)
            .toList();
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

  /// Returns whether a border runs through tokens of half characters whose places are only told
  /// together, so that nobody knows which are behind it.
  boolean blurred(int border) {
    return IntStream.range(1, pieces.size())
        .mapToObj(i -> pieces.subList(i - 1, i + 1))
        .anyMatch(
            two ->
                two.getFirst().place().equals(two.getLast().place())
                    && two.getFirst().place().across(border));
  }
}
