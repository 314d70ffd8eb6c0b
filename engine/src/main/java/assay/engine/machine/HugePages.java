package assay.engine.machine;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SegmentAllocator;

/// Memory for weights: pages of 2 MiB where the system has them, at addresses that stay. A core
/// reads such pages a quarter faster than small ones.
///
/// Small pieces share slabs; all is freed at once by [#close]. One thread at a time may allocate.
public final class HugePages implements SegmentAllocator, AutoCloseable {
  private static final long PAGE = 2 << 20;
  private static final long SLAB = 8 * PAGE;
  private static final long LINE = 64;

  private final Arena arena = Arena.ofShared();
  private MemorySegment slab = MemorySegment.NULL;
  private long used;

  /// Returns memory filled with zeros that begins a cache line.
  ///
  /// @param byteAlignment at most a cache line
  /// @throws PagesRefusedException if the system has none left
  @Override
  public MemorySegment allocate(long byteSize, long byteAlignment) {
    if (byteAlignment > LINE) {
      throw new IllegalArgumentException("alignment to %d bytes".formatted(byteAlignment));
    }
    if (byteSize > slab.byteSize() - used) {
      slab = map(Math.max(SLAB, Math.ceilDiv(byteSize, PAGE) * PAGE));
      used = 0;
    }
    MemorySegment piece = slab.asSlice(used, byteSize);
    used += Math.ceilDiv(byteSize, LINE) * LINE;
    return piece;
  }

  @SuppressWarnings("restricted") // the arena unmaps exactly what was mapped
  private MemorySegment map(long byteSize) {
    long whole = byteSize + PAGE;
    long address = Libc.map(whole);
    long aligned = Math.ceilDiv(address, PAGE) * PAGE;
    Libc.wantHugePages(aligned, byteSize);
    return MemorySegment.ofAddress(aligned)
        .reinterpret(byteSize, arena, _ -> Libc.unmap(address, whole));
  }

  @Override
  public void close() {
    arena.close();
  }
}
