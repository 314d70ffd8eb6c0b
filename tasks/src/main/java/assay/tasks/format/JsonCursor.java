package assay.tasks.format;

import assay.tasks.DataException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.Set;

/// JSON: an array of row objects, or one object whose members are row objects.
final class JsonCursor implements RowCursor {
  private static final String KEY = "key";

  private final String file;
  private final LimitedInputStream in;
  private final JsonParser parser;
  private final Set<String> fields;
  private boolean started;

  JsonCursor(String file, InputStream in, Set<String> fields) throws IOException {
    this.file = file;
    this.in = new LimitedInputStream(in, "a row", RowFile.ROW_LIMIT_BYTES);
    this.parser = StrictJson.MAPPER.createParser(Utf8.reader(this.in));
    this.fields = Set.copyOf(fields);
  }

  /// Returns whether the text is the start of an object whose first member is an object.
  static boolean firstMemberIsObject(String start) throws IOException {
    try (JsonParser parser = StrictJson.MAPPER.createParser(start)) {
      return parser.nextToken() == JsonToken.START_OBJECT
          && parser.nextToken() == JsonToken.FIELD_NAME
          && parser.nextToken() == JsonToken.START_OBJECT;
    }
  }

  @Override
  public Optional<Row> next() {
    in.restart();
    try {
      if (!started) {
        parser.nextToken();
        started = true;
      }
      JsonToken token = parser.nextToken();
      if (token == null) {
        return Optional.empty();
      }
      return switch (token) {
        case END_ARRAY, END_OBJECT -> {
          requireEnd();
          yield Optional.empty();
        }
        case FIELD_NAME -> Optional.of(member(parser.currentName()));
        default -> Optional.of(row());
      };
    } catch (IOException e) {
      throw ReadFailure.inRow(file, line(), e);
    }
  }

  private Row row() throws IOException {
    requireObject();
    long line = line();
    return Row.typed(file, line, StrictJson.object(parser, fields));
  }

  private Row member(String key) throws IOException {
    parser.nextToken();
    requireObject();
    long line = line();
    ObjectNode object = StrictJson.object(parser, fields);
    if (!object.has(KEY)) {
      object.put(KEY, key);
    }
    return Row.typed(file, line, object);
  }

  private void requireObject() {
    if (parser.currentToken() != JsonToken.START_OBJECT) {
      throw DataException.inRow(
          file,
          line(),
          "expected a row object, found %s. Correct the row".formatted(parser.currentToken()));
    }
  }

  private void requireEnd() throws IOException {
    if (parser.nextToken() != null) {
      throw DataException.inRow(
          file,
          line(),
          "expected the end of the file after the rows, found more. Correct the file");
    }
  }

  private long line() {
    return parser.currentTokenLocation().getLineNr();
  }

  @Override
  public void close() throws IOException {
    parser.close();
    in.close();
  }
}
