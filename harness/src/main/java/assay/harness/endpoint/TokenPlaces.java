package assay.harness.endpoint;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/// Where the tokens of a text stand in it, told by their own texts.
///
/// A token that is part of a character has no text of its own. vLLM 0.32 writes it empty and the
/// whole character with the last of its tokens; vLLM 0.11 and SGLang write U+FFFD for each, and
/// vLLM's offsets count those. So tokens with U+FFFD are placed together, between the ones before
/// and behind that do stand in the text.
final class TokenPlaces {
  private static final String HALF = "\uFFFD";

  /// How OpenAI's own interface begins a token that is no text.
  private static final String BYTES = "bytes:";

  private final List<String> tokens;
  private final String text;

  private TokenPlaces(List<String> tokens, String text) {
    this.tokens = tokens;
    this.text = text;
  }

  /// A place in a text, in code points.
  ///
  /// @param start of the token, or of all that are placed together
  /// @param end where it ends, or all of them do
  record Place(int start, int end) {
    /// Returns whether the place has an inside, and a border runs through it.
    boolean across(int border) {
      return start < border && border < end;
    }
  }

  /// Places tokens until the text is used up. What follows is not of the text.
  ///
  /// @return empty if the tokens do not make up the text
  static Optional<List<Place>> of(List<String> tokens, String text) {
    return new TokenPlaces(tokens, text).places();
  }

  /// Places tokens by the offsets that a server tells, if those that are whole do stand there.
  ///
  /// @param offsets in code points of a text that begins with the first token
  /// @return empty if they do not, or the text is not used up
  static Optional<List<Place>> told(List<String> tokens, List<Integer> offsets, String text) {
    int length = text.codePointCount(0, text.length());
    List<Place> places = new ArrayList<>();
    int at = 0;
    int start = 0;
    for (int i = 0; i < Math.min(tokens.size(), offsets.size()) && start < length; i++) {
      String token = tokens.get(i);
      int next =
          i + 1 < offsets.size()
              ? offsets.get(i + 1) - offsets.getFirst()
              : start + token.codePointCount(0, token.length());
      boolean whole = !token.contains(HALF) && !token.startsWith(BYTES);
      if (next < start || (whole && !text.startsWith(token, at))) {
        return Optional.empty();
      }
      Place place = new Place(start, Math.min(length, next));
      places.add(place);
      at = text.offsetByCodePoints(at, place.end() - start);
      start = next;
    }
    return start >= length && !places.isEmpty() ? Optional.of(places) : Optional.empty();
  }

  private Optional<List<Place>> places() {
    List<Place> places = new ArrayList<>();
    int at = 0;
    int points = 0;
    while (at < text.length() && places.size() < tokens.size()) {
      int first = places.size();
      String token = tokens.get(first);
      boolean stands = text.startsWith(token, at);
      int behind = stands ? first + 1 : behindHalves(first);
      int end = stands ? at + token.length() : endOfHalves(first, behind, at);
      if (end < 0) {
        return Optional.empty();
      }
      Place place = new Place(points, points + text.codePointCount(at, end));
      places.addAll(Collections.nCopies(behind - first, place));
      at = end;
      points = place.end();
    }
    return at == text.length() && !places.isEmpty() ? Optional.of(places) : Optional.empty();
  }

  private int behindHalves(int first) {
    int behind = first;
    while (behind < tokens.size() && tokens.get(behind).contains(HALF)) {
      behind++;
    }
    return behind;
  }

  /// Returns where what stands behind tokens of half characters begins, in chars; negative if it
  /// cannot be found. All that is between are characters beyond ASCII, or such as the tokens show.
  private int endOfHalves(int first, int behind, int at) {
    if (behind == first) {
      return -1;
    }
    String halves = String.join("", tokens.subList(first, behind));
    String next = whole(behind);
    int end = at;
    while (end < text.length()
        && (text.charAt(end) > 127 || halves.indexOf(text.charAt(end)) >= 0)) {
      end = text.offsetByCodePoints(end, 1);
      int rest = Math.min(next.length(), text.length() - end);
      boolean found = rest > 0 && text.regionMatches(end, next, 0, rest);
      if (found || end == text.length()) {
        return end;
      }
    }
    return -1;
  }

  /// Returns the texts of tokens from one on, as far as they are whole characters.
  private String whole(int first) {
    StringBuilder whole = new StringBuilder();
    for (int i = first; i < tokens.size() && !tokens.get(i).contains(HALF); i++) {
      whole.append(tokens.get(i));
    }
    return whole.toString();
  }
}
