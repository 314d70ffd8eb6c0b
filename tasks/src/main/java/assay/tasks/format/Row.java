package assay.tasks.format;

import assay.tasks.DataException;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.Reader;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// One row of a data file: its fields by name, and the place to name when one of them is wrong.
///
/// Every reader throws [DataException] with file, line and field if the field is missing, is null
/// or has another type. A row of a CSV file has only text: there a list is a JSON array of strings
/// in one cell, and an integer is a cell of digits.
public final class Row {
  private static final String TEXT_OR_NUMBER = "text or a number";

  private final String file;
  private final long line;
  private final ObjectNode fields;
  private final boolean onlyText;

  private Row(String file, long line, ObjectNode fields, boolean onlyText) {
    this.file = file;
    this.line = line;
    this.fields = fields;
    this.onlyText = onlyText;
  }

  static Row typed(String file, long line, ObjectNode fields) {
    return new Row(file, line, fields, false);
  }

  static Row onlyText(String file, long line, ObjectNode fields) {
    return new Row(file, line, fields, true);
  }

  /// Returns the file as the user named it.
  public String file() {
    return file;
  }

  /// Returns the line of a text file or the row of a Parquet file, from 1.
  public long line() {
    return line;
  }

  /// Returns the names of the fields, those that were not asked for included.
  public List<String> names() {
    List<String> names = new ArrayList<>();
    fields.fieldNames().forEachRemaining(names::add);
    return List.copyOf(names);
  }

  /// Returns whether the field is there and not null.
  public boolean has(String field) {
    return fields.hasNonNull(field);
  }

  /// Returns whether the field is there, be it null.
  public boolean mentions(String field) {
    return fields.has(field);
  }

  /// Returns whether the field holds a number.
  public boolean isNumber(String field) {
    return fields.path(field).isNumber();
  }

  /// Returns whether the field holds a list.
  public boolean isList(String field) {
    return fields.path(field).isArray();
  }

  /// Returns the text of a field.
  public String string(String field) {
    JsonNode value = required(field, "text");
    if (!value.isTextual()) {
      throw wrongType(field, value, "text");
    }
    return value.textValue();
  }

  /// Returns the text of a field, or empty where the field is missing or null.
  public Optional<String> optionalString(String field) {
    return has(field) ? Optional.of(string(field)) : Optional.empty();
  }

  /// Returns a field that is text or a number, as text.
  public String textOrNumber(String field) {
    return textOrNumber(field, required(field, TEXT_OR_NUMBER));
  }

  /// Returns the texts or numbers of a field that holds one of them or a list, as texts; at least
  /// one.
  public List<String> alternatives(String field) {
    JsonNode value = required(field, TEXT_OR_NUMBER);
    if (!value.isArray()) {
      return List.of(textOrNumber(field, value));
    }
    List<String> texts = new ArrayList<>(value.size());
    value.forEach(item -> texts.add(textOrNumber(field, item)));
    if (texts.isEmpty()) {
      throw error(field, FieldFault.emptyList(TEXT_OR_NUMBER));
    }
    return List.copyOf(texts);
  }

  private String textOrNumber(String field, JsonNode value) {
    if (value.isNumber()) {
      return value.decimalValue().toPlainString();
    }
    if (!value.isTextual()) {
      throw wrongType(field, value, TEXT_OR_NUMBER);
    }
    return value.textValue();
  }

  /// Returns the list of texts of a field.
  public List<String> strings(String field) {
    JsonNode list = required(field, "a list of texts");
    if (onlyText) {
      list = listInCell(field, list.textValue());
    }
    if (!list.isArray()) {
      throw wrongType(field, list, "a list of texts");
    }
    List<String> texts = new ArrayList<>(list.size());
    for (JsonNode item : list) {
      if (!item.isTextual()) {
        throw wrongType(field, item, "a list of only texts");
      }
      texts.add(item.textValue());
    }
    return List.copyOf(texts);
  }

  /// Returns a field as it stands in the file, whatever it holds; the missing node where it is not
  /// there. For fields of other programs' logs, whose form depends on the program's version.
  public JsonNode json(String field) {
    return fields.path(field);
  }

  /// Returns the row that a field holds as an object, or as a text with the JSON of one.
  public Row object(String field) {
    JsonNode value = required(field, "an object");
    if (value.isTextual()) {
      try {
        value = StrictJson.value(value.textValue());
      } catch (JsonProcessingException e) {
        throw error(field, e);
      }
    }
    if (value instanceof ObjectNode object) {
      return new Row(file, line, object, false);
    }
    throw wrongType(field, value, "an object");
  }

  /// Returns what `reader` makes of the objects that a field holds as a list. The objects are rows
  /// with this row's place.
  public <T> List<T> nested(String field, Function<Row, T> reader) {
    JsonNode list = required(field, "a list of objects");
    if (!list.isArray()) {
      throw wrongType(field, list, "a list of objects");
    }
    List<T> values = new ArrayList<>(list.size());
    for (JsonNode item : list) {
      if (!(item instanceof ObjectNode object)) {
        throw wrongType(field, item, "a list of only objects");
      }
      values.add(reader.apply(new Row(file, line, object, false)));
    }
    return List.copyOf(values);
  }

  /// Returns what `reader` makes of the objects of the JSON array that a field holds in a packed
  /// form. The array is read as a stream; the objects are rows with this row's place.
  ///
  /// @param json the array's text
  public <T> List<T> nested(String field, Reader json, Function<Row, T> reader) {
    return PackedObjects.read(this, field, json, object -> reader.apply(typed(file, line, object)));
  }

  /// Returns the integer of a field.
  public long integer(String field) {
    JsonNode value = required(field, "an integer");
    if (onlyText) {
      try {
        return Long.parseLong(value.textValue());
      } catch (NumberFormatException e) {
        throw wrongType(field, value, "an integer").causedBy(e);
      }
    }
    if (!value.isIntegralNumber() || !value.canConvertToLong()) {
      throw wrongType(field, value, "an integer");
    }
    return value.longValue();
  }

  /// Returns the number of a field.
  public double number(String field) {
    JsonNode value = required(field, "a number");
    if (!value.isNumber() || !Double.isFinite(value.doubleValue())) {
      throw wrongType(field, value, "a number");
    }
    return value.doubleValue();
  }

  /// Returns the truth value of a field.
  public boolean truth(String field) {
    JsonNode value = required(field, "true or false");
    if (!value.isBoolean()) {
      throw wrongType(field, value, "true or false");
    }
    return value.booleanValue();
  }

  /// Returns a field that is text or an integer, as text that is not blank; for identifiers and
  /// levels.
  public String label(String field) {
    String text = textOrInteger(field);
    if (text.isBlank()) {
      throw error(field, FieldFault.blank("text or an integer"));
    }
    return text;
  }

  /// Returns a field that is text or an integer, as text.
  public String textOrInteger(String field) {
    JsonNode value = required(field, "text or an integer");
    if (value.isIntegralNumber()) {
      return value.asText();
    }
    if (!value.isTextual()) {
      throw wrongType(field, value, "text or an integer");
    }
    return value.textValue();
  }

  /// Returns the error of this row.
  public DataException error(String problem) {
    return DataException.inRow(file, line, problem);
  }

  /// Returns the error of a field of this row.
  public DataException error(String field, String problem) {
    return DataException.inField(file, line, field, problem);
  }

  /// Refuses a field in which something is wrong.
  ///
  /// @param fault what is wrong with it
  /// @throws DataException if there is a fault
  public void require(String field, Optional<String> fault) {
    if (fault.isPresent()) {
      throw error(field, fault.get());
    }
  }

  /// Returns the error of a field whose text could not be decoded or parsed.
  public DataException error(String field, IOException e) {
    return error(field, ReadFailure.problem(e)).causedBy(e);
  }

  private JsonNode required(String field, String expected) {
    JsonNode value = fields.get(field);
    if (value == null) {
      throw error(field, FieldFault.missing(expected, names()));
    }
    if (value.isNull()) {
      throw error(field, FieldFault.isNull(expected));
    }
    return value;
  }

  private JsonNode listInCell(String field, String cell) {
    try {
      JsonNode list = StrictJson.value(cell);
      return list.isArray() ? list : fields.get(field);
    } catch (JsonProcessingException e) {
      throw wrongType(field, fields.get(field), "a JSON array of texts in the cell").causedBy(e);
    }
  }

  private DataException wrongType(String field, JsonNode found, String expected) {
    return error(field, FieldFault.wrongType(found, expected));
  }
}
