package assay.tasks.format;

import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/// What can be wrong with a field of a row, in words that say what to do; file, line and field
/// stand before them.
final class FieldFault {
  private static final int MOST_SHOWN = 40; // characters of what was found

  private FieldFault() {}

  /// The row has other fields.
  ///
  /// @param names of these
  static String missing(String expected, List<String> names) {
    return "is missing; expected %s, found the fields %s. Check that the file is this suite's data"
        .formatted(expected, names);
  }

  static String isNull(String expected) {
    return "is null; expected %s. Correct the row".formatted(expected);
  }

  static String blank(String expected) {
    return "is blank; expected %s. Correct the row".formatted(expected);
  }

  static String emptyList(String expected) {
    return "is an empty list; expected %s. Correct the row".formatted(expected);
  }

  static String wrongType(JsonNode found, String expected) {
    return "is %s; expected %s. Correct the row or fetch the file again"
        .formatted(shown(found), expected);
  }

  /// What is packed in the field is something else.
  ///
  /// @param found where the list should end, or begin
  static String noList(JsonToken found) {
    return "is not one JSON list of objects: found %s. Fetch the file again".formatted(found);
  }

  private static String shown(JsonNode value) {
    String text = value.toString();
    String cut = text.length() > MOST_SHOWN ? text.substring(0, MOST_SHOWN) + "..." : text;
    return switch (value.getNodeType()) {
      case STRING -> "the text " + cut;
      case NUMBER -> "the number " + cut;
      case BOOLEAN -> "the truth value " + cut;
      case ARRAY -> "the list " + cut;
      case OBJECT, POJO -> "the object " + cut;
      case NULL, MISSING -> "null";
      case BINARY -> "bytes";
    };
  }
}
