package assay.reports.parquet;

/// What a column holds, with the number that the format has for it.
public enum ParquetType {
  /// Truth values.
  BOOLEAN(0),
  /// 32-bit integers.
  INT32(1),
  /// Double precision.
  DOUBLE(5),
  /// Texts, as UTF-8.
  STRING(6);

  private final int code;

  ParquetType(int code) {
    this.code = code;
  }

  int code() {
    return code;
  }
}
