package assay.tasks.format;

import assay.tasks.DataException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.Set;

/// JSON Lines: one object a line.
final class JsonLinesCursor implements RowCursor {
  private final String file;
  private final InputStream in;
  private final LineReader lines;
  private final Set<String> fields;

  JsonLinesCursor(String file, InputStream in, Set<String> fields) {
    this.file = file;
    this.in = in;
    this.lines = new LineReader(in, RowFile.ROW_LIMIT_BYTES);
    this.fields = Set.copyOf(fields);
  }

  @Override
  public Optional<Row> next() {
    try {
      while (lines.next()) {
        if (!lines.isBlank()) {
          return Optional.of(row());
        }
      }
      return Optional.empty();
    } catch (IOException e) {
      throw ReadFailure.inRow(file, lines.number(), e);
    }
  }

  private Row row() throws IOException {
    try (JsonParser parser = lines.parser(StrictJson.MAPPER)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw malformed("expected one JSON object, found " + parser.currentToken());
      }
      Row row = Row.typed(file, lines.number(), StrictJson.object(parser, fields));
      if (parser.nextToken() != null) {
        throw malformed("expected the end of the line after the object, found more");
      }
      return row;
    }
  }

  private DataException malformed(String problem) {
    return DataException.inRow(file, lines.number(), problem + ". Correct the row");
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
