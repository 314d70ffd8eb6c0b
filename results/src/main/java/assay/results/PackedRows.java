package assay.results;

import assay.results.RunManifest.Row;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.List;
import java.util.RandomAccess;

/// Ids and digests of many rows, some hundreds of them in one text: a run keeps those of all its
/// samples for as long as it lasts, and as objects of their own they take three times as much.
/// Immutable.
public final class PackedRows extends AbstractList<Row> implements RandomAccess {
  private static final int BLOCK = 256;

  private final List<Block> blocks;
  private final int size;

  private PackedRows(List<Block> blocks, int size) {
    this.blocks = List.copyOf(blocks);
    this.size = size;
  }

  /// Returns the same rows packed.
  public static PackedRows of(List<Row> rows) {
    if (rows instanceof PackedRows packed) {
      return packed;
    }
    Packing packing = new Packing();
    rows.forEach(packing::add);
    return packing.rows();
  }

  @Override
  public Row get(int index) {
    return blocks.get(index / BLOCK).row(index % BLOCK);
  }

  @Override
  public int size() {
    return size;
  }

  /// Rows that follow each other.
  private static final class Block {
    /// Id, digest, id, digest, and so on.
    private final String text;

    /// Where each of them ends in the text.
    private final int[] ends;

    Block(List<Row> rows) {
      StringBuilder joined = new StringBuilder();
      ends = new int[2 * rows.size()];
      int used = 0;
      for (Row row : rows) {
        ends[used++] = joined.append(row.id()).length();
        ends[used++] = joined.append(row.digest()).length();
      }
      text = joined.toString();
    }

    Row row(int number) {
      int start = number == 0 ? 0 : ends[2 * number - 1];
      int middle = ends[2 * number];
      return new Row(text.substring(start, middle), text.substring(middle, ends[2 * number + 1]));
    }
  }

  /// Packs rows as they come. Not thread-safe.
  public static final class Packing {
    private final List<Block> blocks = new ArrayList<>();
    private final List<Row> waiting = new ArrayList<>();

    /// Creates a packing without rows.
    public Packing() {}

    /// Adds a row behind the others.
    public void add(Row row) {
      waiting.add(row);
      if (waiting.size() == BLOCK) {
        pack();
      }
    }

    private void pack() {
      blocks.add(new Block(waiting));
      waiting.clear();
    }

    /// Returns the rows that were added, after which none may follow.
    public PackedRows rows() {
      int size = BLOCK * blocks.size() + waiting.size();
      if (!waiting.isEmpty()) {
        pack();
      }
      return new PackedRows(blocks, size);
    }
  }
}
