package assay.scorers.code;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// One answer of a program that is judged test by test: a flat JSON object of a few texts, numbers
/// and truth values, each kept as its text. A program may have written it itself.
///
/// @param fields the texts by their names
record SessionAnswer(Map<String, String> fields) {
  private static final int MOST_FIELDS = 16;
  private static final int MOST_DIGITS = 15;

  SessionAnswer {
    fields = Map.copyOf(fields);
  }

  /// Returns the answer that the text holds, or empty where it is none.
  static Optional<SessionAnswer> read(String text) {
    try (JsonParser json = UntrustedJson.parser(text)) {
      return read(json);
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static Optional<SessionAnswer> read(JsonParser json) throws IOException {
    Map<String, String> fields = new HashMap<>();
    if (json.nextToken() != JsonToken.START_OBJECT) {
      return Optional.empty();
    }
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String name = json.currentName();
      if (!json.nextToken().isScalarValue() || fields.size() == MOST_FIELDS) {
        return Optional.empty();
      }
      fields.put(name, json.getText());
    }
    boolean whole = json.currentToken() == JsonToken.END_OBJECT && json.nextToken() == null;
    return whole ? Optional.of(new SessionAnswer(fields)) : Optional.empty();
  }

  /// Returns the field's text, or empty where the answer has no such field.
  Optional<String> text(String name) {
    return Optional.ofNullable(fields.get(name));
  }

  /// Returns whether the field is there and true.
  boolean says(String name) {
    return "true".equals(fields.get(name));
  }

  /// Returns the field's number, or empty where there is none that counts milliseconds.
  Optional<Long> millis(String name) {
    return text(name)
        .filter(digits -> digits.length() <= MOST_DIGITS)
        .filter(digits -> digits.chars().allMatch(c -> c >= '0' && c <= '9') && !digits.isEmpty())
        .map(Long::valueOf);
  }
}
