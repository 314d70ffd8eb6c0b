package assay.reports.parquet;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A flat table that becomes a Parquet file as its rows come: groups of rows, each column one page
/// of plain values, compressed by gzip; every column may lack values. Closed, the file is whole; it
/// is none before. Mutable and for one thread; who opened it closes it.
///
/// Source: apache/parquet-format 2.11, `src/main/thrift/parquet.thrift` and `README.md`.
public final class ParquetTable<R> implements AutoCloseable {
  static final int PLAIN = 0;
  static final int RLE = 3;
  private static final int GZIP = 2;
  private static final int OPTIONAL = 1;
  private static final int UTF8 = 0;
  private static final byte[] MAGIC = "PAR1".getBytes(StandardCharsets.US_ASCII);

  /// Rows and bytes of values after which a group ends, so that little is held.
  private static final int GROUP_ROWS = 20_000;

  private static final int GROUP_BYTES = 16 << 20;

  private final List<ParquetColumn<R>> columns;
  private final Map<String, String> facts;
  private final OutputStream out;
  private final List<Group> groups = new ArrayList<>();
  private List<ColumnPage> pages;
  private int rows;
  private long written;
  private boolean failed;

  /// A column in a group of rows, as the footer names it.
  private record Chunk(long offset, int rows, long plain, long packed) {}

  private record Group(List<Chunk> chunks, int rows) {}

  private ParquetTable(List<ParquetColumn<R>> columns, Map<String, String> facts, OutputStream out)
      throws IOException {
    this.columns = List.copyOf(columns);
    this.facts = new LinkedHashMap<>(facts);
    this.out = out;
    this.pages = pages();
    write(MAGIC);
  }

  /// Begins a file, replacing what there was.
  ///
  /// @param columns at least one, each with a name of its own
  /// @param facts on the whole table, which the footer has as key and value
  public static <R> ParquetTable<R> create(
      Path file, List<ParquetColumn<R>> columns, Map<String, String> facts) throws IOException {
    if (columns.stream().map(ParquetColumn::name).distinct().count() < columns.size()) {
      throw new IllegalArgumentException("two columns of " + file + " have one name");
    }
    return new ParquetTable<>(
        columns, facts, new BufferedOutputStream(Files.newOutputStream(file), 1 << 16));
  }

  private List<ColumnPage> pages() {
    return columns.stream().map(column -> new ColumnPage(column.type())).toList();
  }

  /// Appends a row.
  public void add(R row) throws IOException {
    for (int i = 0; i < columns.size(); i++) {
      pages.get(i).add(columns.get(i).value().apply(row));
    }
    rows++;
    if (rows == GROUP_ROWS || pages.stream().mapToLong(ColumnPage::size).sum() > GROUP_BYTES) {
      endGroup();
    }
  }

  private void endGroup() throws IOException {
    List<Chunk> chunks = new ArrayList<>();
    for (ColumnPage page : pages) {
      ColumnPage.Sizes sizes = ended(page);
      chunks.add(new Chunk(written, rows, sizes.plain(), sizes.packed()));
      written += sizes.packed();
    }
    groups.add(new Group(chunks, rows));
    pages = pages();
    rows = 0;
  }

  private ColumnPage.Sizes ended(ColumnPage page) throws IOException {
    try {
      return page.end(out);
    } catch (IOException e) {
      failed = true;
      throw e;
    }
  }

  private void write(byte[] bytes) throws IOException {
    try {
      out.write(bytes);
      written += bytes.length;
    } catch (IOException e) {
      failed = true;
      throw e;
    }
  }

  /// Ends the file.
  @Override
  public void close() throws IOException {
    try (out) {
      if (!failed) {
        if (rows > 0) {
          endGroup();
        }
        byte[] footer = footer();
        write(footer);
        write(ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt(footer.length).array());
        write(MAGIC);
      }
    }
  }

  private byte[] footer() {
    return ThriftCompact.struct(
        file ->
            file.i32(1, 1)
                .structs(2, schema(), Element::write)
                .i64(3, groups.stream().mapToLong(Group::rows).sum())
                .structs(4, groups, this::group)
                .structs(
                    5,
                    List.copyOf(facts.entrySet()),
                    (struct, fact) -> struct.text(1, fact.getKey()).text(2, fact.getValue()))
                .text(6, "assay"));
  }

  private List<Element<R>> schema() {
    List<Element<R>> elements = new ArrayList<>();
    elements.add(new Root<>(columns.size()));
    columns.forEach(column -> elements.add(new Leaf<>(column)));
    return elements;
  }

  /// An element of the schema: the table, and then its columns.
  private sealed interface Element<R> {
    static <R> void write(ThriftCompact struct, Element<R> element) {
      switch (element) {
        case Root<R> root -> struct.text(4, "schema").i32(5, root.columns());
        case Leaf<R> leaf -> {
          ParquetType type = leaf.column().type();
          struct.i32(1, type.code()).i32(3, OPTIONAL).text(4, leaf.column().name());
          if (type == ParquetType.STRING) {
            struct.i32(6, UTF8).struct(10, logical -> logical.struct(1, string -> {}));
          }
        }
      }
    }
  }

  private record Root<R>(int columns) implements Element<R> {}

  private record Leaf<R>(ParquetColumn<R> column) implements Element<R> {}

  private void group(ThriftCompact struct, Group group) {
    List<Integer> numbers = new ArrayList<>();
    for (int i = 0; i < columns.size(); i++) {
      numbers.add(i);
    }
    struct
        .structs(1, numbers, (chunk, i) -> chunk(chunk, columns.get(i), group.chunks().get(i)))
        .i64(2, group.chunks().stream().mapToLong(Chunk::plain).sum())
        .i64(3, group.rows());
  }

  private void chunk(ThriftCompact struct, ParquetColumn<R> column, Chunk chunk) {
    struct
        .i64(2, chunk.offset())
        .struct(
            3,
            data ->
                data.i32(1, column.type().code())
                    .i32s(2, List.of(PLAIN, RLE))
                    .texts(3, List.of(column.name()))
                    .i32(4, GZIP)
                    .i64(5, chunk.rows())
                    .i64(6, chunk.plain())
                    .i64(7, chunk.packed())
                    .i64(9, chunk.offset()));
  }
}
