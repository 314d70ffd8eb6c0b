package assay.tasks.format;

import assay.tasks.DataException;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hardwood.InputFile;
import dev.hardwood.reader.ParquetFileReader;
import dev.hardwood.reader.RowReader;
import dev.hardwood.schema.ColumnProjection;
import dev.hardwood.schema.SchemaNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.logging.Level;
import java.util.logging.Logger;

/// Parquet, read by Hardwood: row group by row group, only the columns that are asked for.
///
/// A compressed Parquet file is decompressed into a temporary file first, because the format is
/// read from its end.
final class ParquetCursor implements RowCursor {
  private static final long DECOMPRESSED_LIMIT_BYTES = 16L << 30;

  private final LibraryLog log;
  private final String file;
  private final Optional<Path> temporary;
  private final ParquetFileReader reader;
  private final List<String> names;
  private final Set<String> wanted;
  private final RowReader rows;
  private long row;

  private ParquetCursor(Path path, Optional<Path> temporary, Set<String> fields, LibraryLog log)
      throws IOException {
    this.log = log;
    this.file = path.toString();
    this.temporary = temporary;
    this.reader = ParquetFileReader.open(InputFile.of(temporary.orElse(path)));
    this.names =
        reader.getFileSchema().getRootNode().children().stream().map(SchemaNode::name).toList();
    this.wanted = fields.isEmpty() ? Set.copyOf(names) : Set.copyOf(fields);
    String[] columns = names.stream().filter(wanted::contains).toArray(String[]::new);
    if (columns.length == 0) {
      throw DataException.inFile(
          file,
          ("has none of the fields that are needed; expected some of %s, found"
                  + " %s. Check that the file is this suite's data")
              .formatted(fields.stream().sorted().toList(), names));
    }
    this.rows = reader.buildRowReader().projection(ColumnProjection.columns(columns)).build();
  }

  /// Returns the rows of a file whose bytes, decompressed, are `in`, which is closed.
  static ParquetCursor open(Path path, InputStream in, Set<String> fields) throws IOException {
    Optional<Path> temporary = Optional.empty();
    LibraryLog log = new LibraryLog();
    boolean opened = false;
    try (in) {
      if (Compressed.isCompressed(path)) {
        temporary = Optional.of(Files.createTempFile("assay-", ".parquet"));
        decompress(in, temporary.get());
      }
      ParquetCursor cursor = new ParquetCursor(path, temporary, fields, log);
      opened = true;
      return cursor;
    } catch (DataException e) {
      throw e;
    } catch (RuntimeException e) {
      throw damaged(path.toString(), 0, e);
    } finally {
      if (!opened) {
        log.restore();
        delete(temporary);
      }
    }
  }

  private static void decompress(InputStream in, Path to) throws IOException {
    InputStream limited = new LimitedInputStream(in, "decompressed data", DECOMPRESSED_LIMIT_BYTES);
    Files.copy(limited, to, StandardCopyOption.REPLACE_EXISTING);
  }

  @Override
  public Optional<Row> next() {
    row++;
    try {
      if (!rows.hasNext()) {
        return Optional.empty();
      }
      rows.next();
      ObjectNode fields = JsonNodeFactory.instance.objectNode();
      for (String name : names) {
        fields.set(
            name,
            wanted.contains(name)
                ? ParquetValue.node(rows.getValue(name), () -> rows.getRawValue(name))
                : MissingNode.getInstance());
      }
      return Optional.of(Row.typed(file, row, fields));
    } catch (IOException e) {
      throw ReadFailure.inRow(file, row, e);
    } catch (RuntimeException e) {
      throw damaged(file, row, e);
    }
  }

  // The library reports damaged pages by many unchecked exceptions, none of them documented.
  private static DataException damaged(String file, long row, RuntimeException e) {
    return DataException.inRow(
            file,
            row,
            "is not readable Parquet: %s. Fetch the file again".formatted(e.getMessage()))
        .causedBy(e);
  }

  @Override
  public void close() throws IOException {
    rows.close();
    reader.close();
    log.restore();
    delete(temporary);
  }

  private static void delete(Optional<Path> temporary) throws IOException {
    if (temporary.isPresent()) {
      Files.deleteIfExists(temporary.get());
    }
  }

  /// Keeps the library's notes on its threads and vectors off the terminal while a file is open.
  private static final class LibraryLog {
    private final Logger logger = Logger.getLogger("dev.hardwood");
    private final boolean changed = logger.getLevel() == null;

    LibraryLog() {
      if (changed) {
        logger.setLevel(Level.WARNING);
      }
    }

    void restore() {
      if (changed) {
        logger.setLevel(null);
      }
    }
  }
}
