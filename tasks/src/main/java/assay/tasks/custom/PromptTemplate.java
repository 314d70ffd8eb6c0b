package assay.tasks.custom;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;

/// A text with placeholders: `{field}` stands for a field's value, `{{` and `}}` for braces.
///
/// @param pieces literal texts and placeholders in order
record PromptTemplate(List<Piece> pieces) {
  PromptTemplate {
    pieces = List.copyOf(pieces);
  }

  /// A part of a template.
  sealed interface Piece {}

  /// Text that stands for itself.
  record Literal(String text) implements Piece {}

  /// The place of a field's value.
  record Placeholder(String field) implements Piece {}

  /// Returns the template that the text describes.
  ///
  /// @throws IllegalArgumentException if a brace stands alone
  static PromptTemplate parse(String text) {
    List<Piece> pieces = new ArrayList<>();
    StringBuilder literal = new StringBuilder();
    int at = 0;
    while (at < text.length()) {
      char character = text.charAt(at);
      if (text.startsWith("{{", at) || text.startsWith("}}", at)) {
        literal.append(character);
        at += 2;
      } else if (character == '{') {
        int end = text.indexOf('}', at);
        if (end < 0 || end == at + 1 || text.substring(at + 1, end).contains("{")) {
          throw loneBrace(at);
        }
        pieces.add(new Literal(literal.toString()));
        literal.setLength(0);
        pieces.add(new Placeholder(text.substring(at + 1, end)));
        at = end + 1;
      } else if (character == '}') {
        throw loneBrace(at);
      } else {
        literal.append(character);
        at++;
      }
    }
    pieces.add(new Literal(literal.toString()));
    return new PromptTemplate(pieces);
  }

  private static IllegalArgumentException loneBrace(int at) {
    return new IllegalArgumentException(
        "has a brace without a field's name at character %d; write {field}, or {{ and }} for braces"
            .formatted(at));
  }

  /// Returns the fields that the template asks for, in order.
  Set<String> fields() {
    Set<String> fields = new LinkedHashSet<>();
    for (Piece piece : pieces) {
      if (piece instanceof Placeholder placeholder) {
        fields.add(placeholder.field());
      }
    }
    return fields;
  }

  /// Returns the text with each placeholder replaced by the value of its field.
  String fill(UnaryOperator<String> valueOfField) {
    List<String> texts = new ArrayList<>(pieces.size());
    for (Piece piece : pieces) {
      texts.add(
          switch (piece) {
            case Literal literal -> literal.text();
            case Placeholder placeholder -> valueOfField.apply(placeholder.field());
          });
    }
    return String.join("", texts);
  }
}
