package assay.tasks.format;

import assay.results.Digests;
import assay.results.text.AnyUtf8;
import java.nio.ByteBuffer;
import java.security.MessageDigest;

/// Which ids have been met, by 64 bits of their SHA-256 alone: a cursor keeps them for as long as
/// its run lasts, and ten thousand ids with their places would be megabytes. Two ids may look alike
/// to it, with a probability below 1e-9 among a hundred thousand. Not thread-safe.
final class SeenIds {
  private final MessageDigest digest = Digests.sha256();

  /// Open addressing; 0 is a free place.
  private long[] table = new long[1 << 10];

  private int size;

  /// Adds an id. Returns whether neither it nor one that looks like it was there.
  boolean add(String id) {
    long mark = ByteBuffer.wrap(digest.digest(AnyUtf8.bytes(id))).getLong();
    mark = mark == 0 ? 1 : mark;
    if (!insert(mark)) {
      return false;
    }
    size++;
    if (2 * size > table.length) {
      long[] old = table;
      table = new long[2 * old.length];
      for (long each : old) {
        if (each != 0) {
          insert(each);
        }
      }
    }
    return true;
  }

  boolean isEmpty() {
    return size == 0;
  }

  private boolean insert(long mark) {
    int place = (int) mark & (table.length - 1);
    while (table[place] != 0) {
      if (table[place] == mark) {
        return false;
      }
      place = (place + 1) & (table.length - 1);
    }
    table[place] = mark;
    return true;
  }
}
