package assay.engine.machine;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;

/// Functions that the processor may execute. Their pages are written first and made executable
/// then; they are never both.
public final class CodeSpace {
  private static final long PAGE = 4096;
  private static final int ALIGNMENT = 64;

  private CodeSpace() {}

  /// Makes functions of code.
  ///
  /// @param functions the code of each, which does not depend on where it lies
  /// @param arena that the functions live as long as
  /// @return the address of each, for a downcall handle
  /// @throws PagesRefusedException if the system does not let memory be executed
  @SuppressWarnings("restricted") // the arena unmaps exactly what was mapped
  public static List<MemorySegment> load(List<byte[]> functions, Arena arena) {
    long size = functions.stream().mapToLong(CodeSpace::room).sum();
    long byteSize = Math.max(1, Math.ceilDiv(size, PAGE)) * PAGE;
    long address = Libc.map(byteSize);
    MemorySegment space =
        MemorySegment.ofAddress(address)
            .reinterpret(byteSize, arena, _ -> Libc.unmap(address, byteSize));
    List<MemorySegment> addresses = new ArrayList<>();
    long offset = 0;
    for (byte[] code : functions) {
      MemorySegment place = space.asSlice(offset, code.length);
      place.copyFrom(MemorySegment.ofArray(code));
      addresses.add(place);
      offset += room(code);
    }
    Libc.protect(address, byteSize, Libc.READ | Libc.EXECUTE);
    return List.copyOf(addresses);
  }

  private static long room(byte[] code) {
    return Math.ceilDiv((long) code.length, ALIGNMENT) * ALIGNMENT;
  }
}
