package assay.reports.table;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.JsonSerializable;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.jsontype.TypeSerializer;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Rows as JSON objects with the columns as fields in camel case, numbers as numbers; what is not
/// known is absent.
public final class JsonRows {
  private static final Pattern SEPARATED = Pattern.compile("[_-]([a-z0-9])");

  private JsonRows() {}

  /// Returns a file's rows, an interval in two fields as in CSV.
  public static <R> ArrayNode flat(DataFile<R> file) {
    ArrayNode array = JsonNodeFactory.instance.arrayNode();
    try (Stream<R> rows = file.rows().open()) {
      rows.forEach(row -> flat(array.addObject(), file.columns(), row));
    }
    return array;
  }

  private static <R> void flat(ObjectNode object, List<Column<R>> columns, R row) {
    for (Column<R> column : columns) {
      List<String> names = column.names();
      List<String> values = column.exact(row);
      for (int i = 0; i < names.size(); i++) {
        put(object, camelCase(names.get(i)), column.content(), values.get(i));
      }
    }
  }

  private static void put(ObjectNode object, String name, Column.Content content, String value) {
    if (value.isEmpty()) {
      return;
    }
    switch (content) {
      case TEXT -> object.put(name, value);
      case LABEL, NUMBER, RANGE -> object.put(name, Column.number(value));
    }
  }

  /// Puts a row's cells into an object, an interval as an array of two numbers.
  public static <R> void put(ObjectNode object, List<Column<R>> columns, R row) {
    for (Column<R> column : columns) {
      List<String> values = column.exact(row);
      if (column.content() == Column.Content.TEXT) {
        object.put(camelCase(column.key()), values.getFirst());
      } else if (values.size() == 1) {
        put(object, camelCase(column.key()), column.content(), values.getFirst());
      } else if (!values.getFirst().isEmpty()) {
        ArrayNode ends = object.putArray(camelCase(column.key()));
        values.forEach(end -> ends.add(Column.number(end)));
      }
    }
  }

  /// Returns the rows, an interval as an array of two numbers.
  public static <R> ArrayNode of(List<Column<R>> columns, List<R> rows) {
    ArrayNode array = JsonNodeFactory.instance.arrayNode();
    rows.forEach(row -> put(array.addObject(), columns, row));
    return array;
  }

  /// Returns the rows likewise, each made when it is written: of many, a tree would hold them all.
  public static <R> JsonNode written(List<Column<R>> columns, List<R> rows) {
    return JsonNodeFactory.instance.pojoNode(
        new JsonSerializable.Base() {
          @Override
          public void serialize(JsonGenerator json, SerializerProvider serializers)
              throws IOException {
            json.writeStartArray();
            for (R row : rows) {
              ObjectNode object = JsonNodeFactory.instance.objectNode();
              put(object, columns, row);
              object.serialize(json, serializers);
            }
            json.writeEndArray();
          }

          @Override
          public void serializeWithType(
              JsonGenerator json, SerializerProvider serializers, TypeSerializer type)
              throws IOException {
            serialize(json, serializers);
          }
        });
  }

  /// Returns a name of files as a field's, such as `expertLayers` for `expert-layers`.
  public static String camelCase(String name) {
    return SEPARATED.matcher(name).replaceAll(match -> match.group(1).toUpperCase(Locale.ROOT));
  }
}
