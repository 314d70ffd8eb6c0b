package assay.engine.model;

import assay.engine.config.CacheType;
import assay.engine.kernels.Rows;
import java.util.Arrays;

/// Entries of one kind in one layer of a KV cache: for each position some rows of equal width.
///
/// Mutable, and owned by its [KvCache].
abstract sealed class CacheStore {
  final int rowsPerPosition;
  final int width;

  private CacheStore(int rowsPerPosition, int width) {
    this.rowsPerPosition = rowsPerPosition;
    this.width = width;
  }

  static CacheStore of(CacheType type, int rowsPerPosition, int width) {
    return switch (type) {
      case F32 -> new Floats(rowsPerPosition, width);
      case F16 -> new Halves(rowsPerPosition, width);
      case Q8_0 -> new Bytes(rowsPerPosition, width);
    };
  }

  /// Makes room, keeping what is there.
  abstract void grow(int positions);

  /// Stores a batch.
  ///
  /// @param source `[tokens, rowsPerPosition, width]`
  abstract void put(int firstPosition, float[] source, int tokens);

  /// Returns one row of each of some positions.
  ///
  /// @param elements of each row that are shown, from its first one on
  abstract Rows rows(int row, int firstPosition, int count, int elements);

  final int perPosition() {
    return rowsPerPosition * width;
  }

  final int size(int positions) {
    return Math.multiplyExact(positions, perPosition());
  }

  private static final class Floats extends CacheStore {
    private float[] data = {}; // [positions, rowsPerPosition, width]

    Floats(int rowsPerPosition, int width) {
      super(rowsPerPosition, width);
    }

    @Override
    void grow(int positions) {
      data = Arrays.copyOf(data, size(positions));
    }

    @Override
    void put(int firstPosition, float[] source, int tokens) {
      System.arraycopy(source, 0, data, size(firstPosition), size(tokens));
    }

    @Override
    Rows rows(int row, int firstPosition, int count, int elements) {
      int offset = size(firstPosition) + row * width;
      return new Rows.Floats(data, offset, perPosition(), count, elements);
    }
  }

  private static final class Halves extends CacheStore {
    private short[] data = {}; // [positions, rowsPerPosition, width]

    Halves(int rowsPerPosition, int width) {
      super(rowsPerPosition, width);
    }

    @Override
    void grow(int positions) {
      data = Arrays.copyOf(data, size(positions));
    }

    @Override
    void put(int firstPosition, float[] source, int tokens) {
      int start = size(firstPosition);
      for (int i = 0; i < size(tokens); i++) {
        data[start + i] = half(source[i]);
      }
    }

    @Override
    Rows rows(int row, int firstPosition, int count, int elements) {
      int offset = size(firstPosition) + row * width;
      return new Rows.Halves(data, offset, perPosition(), count, elements);
    }
  }

  private static final class Bytes extends CacheStore {
    private byte[] data = {}; // [positions, rowsPerPosition, width], and slack
    private short[] scales = {}; // [positions, rowsPerPosition, blocks]

    Bytes(int rowsPerPosition, int width) {
      super(rowsPerPosition, width);
    }

    @Override
    void grow(int positions) {
      data = Arrays.copyOf(data, Math.addExact(size(positions), Rows.Bytes.SLACK));
      scales = Arrays.copyOf(scales, positions * rowsPerPosition * blocks());
    }

    private int blocks() {
      return Math.ceilDiv(width, Rows.BLOCK);
    }

    @Override
    void put(int firstPosition, float[] source, int tokens) {
      int firstRow = firstPosition * rowsPerPosition;
      for (int row = 0; row < tokens * rowsPerPosition; row++) {
        for (int block = 0; block < blocks(); block++) {
          int start = row * width + block * Rows.BLOCK;
          int length = Math.min(Rows.BLOCK, width - block * Rows.BLOCK);
          int scale = (firstRow + row) * blocks() + block;
          scales[scale] = pack(source, start, length, size(firstPosition) + start);
        }
      }
    }

    /// Packs a block and returns the bits of its scale.
    private short pack(float[] source, int start, int length, int target) {
      float largest = 0;
      for (int i = start; i < start + length; i++) {
        largest = Math.max(largest, Math.abs(source[i]));
      }
      short bits = half(largest / Byte.MAX_VALUE);
      float scale = Float.float16ToFloat(bits);
      for (int i = 0; i < length; i++) {
        float value = scale == 0 ? 0 : source[start + i] / scale;
        data[target + i] = (byte) Math.clamp(Math.round(value), -Byte.MAX_VALUE, Byte.MAX_VALUE);
      }
      return bits;
    }

    @Override
    Rows rows(int row, int firstPosition, int count, int elements) {
      Rows.RowPlaces places =
          new Rows.RowPlaces(firstPosition * rowsPerPosition + row, rowsPerPosition);
      return new Rows.Bytes(data, scales, places, width, count, elements);
    }
  }

  /// @throws IllegalStateException if the number is too large for binary16
  private static short half(float value) {
    short bits = Float.floatToFloat16(value);
    if ((bits & 0x7c00) == 0x7c00) {
      throw new IllegalStateException(
          "a key or value does not fit the cache's type\n  expected at most 65504 for F16, found %s. "
                  .formatted(value)
              + "Load the model with a cache of F32 entries");
    }
    return bits;
  }
}
