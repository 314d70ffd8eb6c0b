package assay.engine.config;

/// How the entries of the KV cache are stored.
public enum CacheType {
  /// IEEE 754 binary32: what was computed, unchanged.
  F32,
  /// IEEE 754 binary16, rounded to nearest.
  F16,
  /// Blocks of 32 signed bytes that share a binary16 scale. Each head's row begins a block; the
  /// last one of a row may be shorter.
  Q8_0;

  /// Elements that share a scale in [#Q8_0].
  public static final int BLOCK = 32;

  /// Returns the bytes that a row of this many elements takes.
  public long rowBytes(int width) {
    return switch (this) {
      case F32 -> (long) width * Float.BYTES;
      case F16 -> (long) width * Short.BYTES;
      case Q8_0 -> width + (long) Math.ceilDiv(width, BLOCK) * Short.BYTES;
    };
  }
}
