package assay.tasks.format;

import assay.tasks.DataException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.Reader;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/// A JSON array of objects that a field holds in a packed form, read as a stream: it may be larger
/// than memory has room for twice.
final class PackedObjects {
  private PackedObjects() {}

  /// Returns what `reader` makes of the objects.
  ///
  /// @param row that has the field, for messages
  /// @throws DataException if it is no array of objects, with the row's place
  static <T> List<T> read(Row row, String field, Reader json, Function<ObjectNode, T> reader) {
    List<T> values = new ArrayList<>();
    try (JsonParser parser = StrictJson.MAPPER.createParser(json)) {
      boolean array = parser.nextToken() == JsonToken.START_ARRAY;
      while (array && parser.nextToken() == JsonToken.START_OBJECT) {
        values.add(reader.apply(StrictJson.object(parser, Set.of())));
      }
      if (parser.currentToken() != JsonToken.END_ARRAY || parser.nextToken() != null) {
        throw row.error(field, FieldFault.noList(parser.currentToken()));
      }
    } catch (IOException e) {
      throw row.error(field, e);
    }
    return List.copyOf(values);
  }
}
