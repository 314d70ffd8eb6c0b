package assay.results;

import assay.results.RunManifest.Row;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.RandomAccess;

/// Ids and digests of many rows, some hundreds of them in one text: a run keeps those of all its
/// samples for as long as it lasts, and as objects of their own they take five times as much.
/// Immutable.
public final class PackedRows extends AbstractList<Row> implements RandomAccess {
  private static final int BLOCK = 256;
  private static final int DIGEST_BYTES = 32;
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

  /// Rows that follow each other. Digests that are SHA-256, as nearly all are, take their 32 bytes;
  /// others stand in the text.
  private static final class Block {
    /// Id, digest, id, digest, and so on; without the digests where they are bytes.
    private final String text;

    /// Where each of them ends in the text.
    private final int[] ends;

    private final byte[] digests;

    Block(List<Row> rows) {
      boolean bytes = rows.stream().map(Row::digest).allMatch(Block::sha256);
      StringBuilder joined = new StringBuilder();
      ends = new int[2 * rows.size()];
      digests = new byte[bytes ? DIGEST_BYTES * rows.size() : 0];
      for (int number = 0; number < rows.size(); number++) {
        Row row = rows.get(number);
        ends[2 * number] = joined.append(row.id()).length();
        if (bytes) {
          byte[] digest = HexFormat.of().parseHex(row.digest());
          System.arraycopy(digest, 0, digests, DIGEST_BYTES * number, DIGEST_BYTES);
        } else {
          joined.append(row.digest());
        }
        ends[2 * number + 1] = joined.length();
      }
      text = joined.toString();
    }

    /// Not by a stream of characters: a row is asked for each sample of a run.
    private static boolean sha256(String digest) {
      if (digest.length() != 2 * DIGEST_BYTES) {
        return false;
      }
      for (int at = 0; at < digest.length(); at++) {
        char each = digest.charAt(at);
        if ((each < '0' || each > '9') && (each < 'a' || each > 'f')) {
          return false;
        }
      }
      return true;
    }

    Row row(int number) {
      int start = number == 0 ? 0 : ends[2 * number - 1];
      int middle = ends[2 * number];
      int at = DIGEST_BYTES * number;
      String digest =
          digests.length == 0
              ? text.substring(middle, ends[2 * number + 1])
              : HexFormat.of().formatHex(digests, at, at + DIGEST_BYTES);
      return new Row(text.substring(start, middle), digest);
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
