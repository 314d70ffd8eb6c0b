package assay.engine.kernels;

import java.lang.foreign.MemorySegment;

/// Packs rows of a matrix into panels.
final class PanelPacker {
  private final Matrix source;
  private final PanelType type;
  private final int chunks;

  PanelPacker(Matrix source, PanelType type) {
    this.source = source;
    this.type = type;
    chunks = Math.ceilDiv(source.columns(), type.chunkColumns());
  }

  /// Returns the chunks of a panel; the last may have columns that do not exist.
  int chunks() {
    return chunks;
  }

  /// Returns the bytes of a panel.
  long panelBytes() {
    return (long) chunks * type.chunkBytes();
  }

  /// Returns how many panels the matrix has; the last may have rows that do not exist.
  int panels() {
    return Math.ceilDiv(source.rows(), type.set().rows());
  }

  /// Packs a panel into the room for one that is not kept, and returns its address.
  long pack(int panel, PanelRoom room) {
    long address = room.take(panelBytes()).address();
    pack(panel, address, room);
    return address;
  }

  /// Packs a panel.
  ///
  /// Rows are copied by Java first: if they are not there any more because the file has become
  /// shorter, that throws an error, where machine code would end the process.
  ///
  /// @param address of room for it; where there is no row, what it holds stays
  /// @param room of this thread
  void pack(int panel, long address, PanelRoom room) {
    int firstRow = panel * type.set().rows();
    int whole = source.columns() / type.chunkColumns();
    long wholeBytes = source.dtype().byteSize((long) whole * type.chunkColumns());
    int rows = Math.min(type.set().rows(), source.rows() - firstRow);
    for (int lane = 0; lane < rows; lane++) {
      MemorySegment row = room.row(source.rowBytes());
      MemorySegment.copy(
          source.data(), source.offsetBytes(firstRow + lane, 0), row, 0, source.rowBytes());
      if (whole > 0) {
        type.pack(row, new PackProgram.Move(0, address, whole, lane));
      }
      if (whole < chunks) {
        long to = address + (long) whole * type.chunkBytes();
        packRest(row.asSlice(wholeBytes), to, lane);
      }
      type.packScales(source, firstRow + lane, new PackProgram.Move(0, address, chunks, lane));
    }
  }

  /// Packs a chunk that a row has only the beginning of, filled up with zeros.
  private void packRest(MemorySegment columns, long to, int lane) {
    long chunkBytes = source.dtype().byteSize(type.chunkColumns());
    MemorySegment rest = MemorySegment.ofArray(new byte[Math.toIntExact(chunkBytes)]);
    rest.copyFrom(columns);
    type.pack(rest, new PackProgram.Move(0, to, 1, lane));
  }
}
