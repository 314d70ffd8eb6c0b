package assay.tasks.format;

import assay.results.Digests;
import assay.tasks.DataException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/// One data file and the form in which it holds its rows.
///
/// The form is found from the content where the content tells, and from the name where it does not:
/// - Parquet begins with `PAR1`.
/// - A name that ends with `.csv` or `.tsv` is CSV (RFC 4180, the first record names the fields).
/// - A text that begins with `[` is JSON, an array of row objects.
/// - A text that begins with `{` is JSON Lines, one row object a line (blank lines are skipped);
///   unless the name ends with `.json` and the first member is an object: then it is JSON, one
///   object of row objects, and each row has its member's name as the field `key` if it has no such
///   field.
///
/// Each of them may be gzip-compressed, which its first two bytes tell. Text is UTF-8, with or
/// without a byte-order mark. A row longer than [#ROW_LIMIT_BYTES] is refused.
///
/// @param path the file as the user named it
public record RowFile(Path path) {

  /// Bytes of one row at most, decompressed: several times the longest row of LiveCodeBench.
  public static final int ROW_LIMIT_BYTES = 512 << 20;

  private static final int LOOK_AHEAD_BYTES = 1 << 16;
  private static final String LFS_POINTER = "version https://git-lfs";

  /// Returns the SHA-256 (hex) of the file's bytes as they are on disk.
  public String digest() {
    try {
      return Digests.ofFile(path);
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  /// Returns the rows as a stream that reads the file as it goes; the caller closes it.
  ///
  /// @param fields the fields that will be asked for; others are skipped. An empty set means all.
  /// @throws DataException if the file cannot be read, and from the stream at a malformed row
  public Stream<Row> rows(Set<String> fields) {
    RowCursor cursor = open(fields);
    return Stream.generate(cursor::next)
        .takeWhile(Optional::isPresent)
        .map(Optional::orElseThrow)
        .onClose(() -> close(cursor));
  }

  private void close(RowCursor cursor) {
    try {
      cursor.close();
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  /// Returns what `reader` makes of every row, all in memory; for small files.
  ///
  /// @param fields the fields that the reader asks for; others are skipped
  /// @throws DataException if the file or a row is malformed
  public <T> List<T> read(Set<String> fields, Function<Row, T> reader) {
    List<T> values = new ArrayList<>();
    try (RowCursor cursor = open(fields)) {
      for (Optional<Row> row = cursor.next(); row.isPresent(); row = cursor.next()) {
        values.add(reader.apply(row.get()));
      }
    } catch (IOException e) {
      throw unreadable(e);
    }
    return List.copyOf(values);
  }

  /// Returns the one JSON object that the file holds, as a row without a line.
  ///
  /// @throws DataException if the file holds anything else
  public Row object() {
    String file = path.toString();
    try (InputStream in =
            new LimitedInputStream(Compressed.open(path), "an object", ROW_LIMIT_BYTES);
        JsonParser parser = StrictJson.MAPPER.createParser(Utf8.reader(in))) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw DataException.inFile(
            file, "is not a JSON object. Write one object, from brace to brace");
      }
      Row row = Row.typed(file, 0, StrictJson.object(parser, Set.of()));
      if (parser.nextToken() != null) {
        throw DataException.inFile(
            file, "goes on after its JSON object. Write one object, from brace to brace");
      }
      return row;
    } catch (JsonProcessingException e) {
      throw ReadFailure.inRow(file, e.getLocation().getLineNr(), e);
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  /// Returns the rows as a cursor that reads the file as it goes.
  ///
  /// @param fields the fields that will be asked for; others are skipped. An empty set means all.
  /// @throws DataException if the file cannot be read or has none of the forms
  RowCursor open(Set<String> fields) {
    try {
      InputStream in = Compressed.open(path);
      try {
        return open(new BufferedInputStream(in, LOOK_AHEAD_BYTES), fields);
      } catch (IOException | RuntimeException e) {
        in.close();
        throw e;
      }
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  private RowCursor open(BufferedInputStream in, Set<String> fields) throws IOException {
    in.mark(LOOK_AHEAD_BYTES);
    byte[] head = in.readNBytes(LOOK_AHEAD_BYTES / 2);
    in.reset();
    String start = new String(head, StandardCharsets.UTF_8);
    String name = plainName();
    if (start.startsWith("PAR1")) {
      return ParquetCursor.open(path, in, fields);
    }
    boolean hasMark = start.startsWith("\uFEFF");
    if (hasMark) {
      in.skipNBytes(3);
    }
    String text = (hasMark ? start.substring(1) : start).stripLeading();
    if (name.endsWith(".csv") || name.endsWith(".tsv")) {
      return new CsvCursor(path.toString(), in, name.endsWith(".tsv") ? '\t' : ',');
    }
    if (text.startsWith("[")) {
      return new JsonCursor(path.toString(), in, fields);
    }
    if (text.startsWith("{")) {
      return name.endsWith(".json") && JsonCursor.firstMemberIsObject(text)
          ? new JsonCursor(path.toString(), in, fields)
          : new JsonLinesCursor(path.toString(), in, fields);
    }
    throw DataException.inFile(path.toString(), unknownForm(text));
  }

  private String plainName() {
    String name = path.toString().toLowerCase(Locale.ROOT);
    return name.endsWith(".gz") ? name.substring(0, name.length() - 3) : name;
  }

  private static String unknownForm(String text) {
    if (text.isEmpty()) {
      return "is empty; expected rows. Fetch the file again";
    }
    if (text.startsWith(LFS_POINTER)) {
      return "is a Git LFS pointer, not the data. Fetch the data with: git lfs pull";
    }
    String start = text.substring(0, Math.min(20, text.length())).lines().findFirst().orElse("");
    return ("is neither Parquet nor JSON nor JSON Lines, and its name does not end with .csv or"
            + " .tsv; it begins with \"%s\". Name a data file")
        .formatted(start);
  }

  private DataException unreadable(IOException e) {
    return e instanceof NoSuchFileException
        ? DataException.inFile(path.toString(), "does not exist. Check the path").causedBy(e)
        : ReadFailure.inFile(path.toString(), e);
  }
}
