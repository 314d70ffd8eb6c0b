package assay.tasks.format;

import assay.tasks.DataException;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.apache.commons.csv.CSVException;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.apache.commons.csv.DuplicateHeaderMode;

/// CSV by RFC 4180, or with tabs; the first record names the fields, all cells are text.
final class CsvCursor implements RowCursor {
  private final String file;
  private final LimitedInputStream in;
  private final CSVParser parser;
  private final Iterator<CSVRecord> records;
  private final List<String> names;

  CsvCursor(String file, InputStream in, char delimiter) throws IOException {
    this.file = file;
    this.in = new LimitedInputStream(in, "a row", RowFile.ROW_LIMIT_BYTES);
    try {
      this.parser =
          CSVParser.builder().setReader(Utf8.reader(this.in)).setFormat(format(delimiter)).get();
    } catch (IllegalArgumentException e) {
      throw DataException.inRow(
              file,
              1,
              "the names of the fields are unusable: %s. Correct the first line"
                  .formatted(e.getMessage()))
          .causedBy(e);
    }
    this.records = parser.iterator();
    this.names = parser.getHeaderNames();
  }

  private static CSVFormat format(char delimiter) {
    return CSVFormat.RFC4180
        .builder()
        .setDelimiter(delimiter)
        .setHeader()
        .setSkipHeaderRecord(true)
        .setDuplicateHeaderMode(DuplicateHeaderMode.DISALLOW)
        .setIgnoreEmptyLines(true)
        .get();
  }

  @Override
  public Optional<Row> next() {
    in.restart();
    // The parser knows only where it is, so a row begins after the line where the last one ended.
    long line = parser.getCurrentLineNumber() + 1;
    try {
      return records.hasNext() ? Optional.of(row(line, records.next())) : Optional.empty();
    } catch (UncheckedIOException e) {
      throw failure(line, e.getCause());
    }
  }

  private Row row(long line, CSVRecord record) {
    if (!record.isConsistent()) {
      throw DataException.inRow(
          file,
          line,
          ("expected %d cells as in the first line, found %d. Quote cells that"
                  + " hold a delimiter or a line break")
              .formatted(names.size(), record.size()));
    }
    ObjectNode fields = JsonNodeFactory.instance.objectNode();
    for (String name : names) {
      fields.put(name, record.get(name));
    }
    return Row.onlyText(file, line, fields);
  }

  private DataException failure(long line, IOException e) {
    return e instanceof CSVException
        ? DataException.inRow(
                file, line, "is not valid CSV: %s. Correct the row".formatted(e.getMessage()))
            .causedBy(e)
        : ReadFailure.inRow(file, line, e);
  }

  @Override
  public void close() throws IOException {
    parser.close();
    in.close();
  }
}
