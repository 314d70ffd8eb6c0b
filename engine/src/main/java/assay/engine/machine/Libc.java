package assay.engine.machine;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;

/// The calls for pages of memory of Linux on x86-64.
///
/// Source: mmap(2), mprotect(2), madvise(2); constants of `asm-generic/mman-common.h`.
final class Libc {
  static final int READ = 1;
  static final int WRITE = 2;
  static final int EXECUTE = 4;

  private static final int PRIVATE_ANONYMOUS = 0x22;
  private static final int HUGE_PAGES = 14;
  private static final Linker LINKER = Linker.nativeLinker();
  private static final StructLayout STATE = Linker.Option.captureStateLayout();
  private static final VarHandle ERRNO =
      STATE.varHandle(MemoryLayout.PathElement.groupElement("errno"));
  private static final MethodHandle MMAP =
      find(
          "mmap",
          FunctionDescriptor.of(
              ValueLayout.JAVA_LONG,
              ValueLayout.JAVA_LONG,
              ValueLayout.JAVA_LONG,
              ValueLayout.JAVA_INT,
              ValueLayout.JAVA_INT,
              ValueLayout.JAVA_INT,
              ValueLayout.JAVA_LONG));
  private static final MethodHandle MUNMAP =
      find(
          "munmap",
          FunctionDescriptor.of(
              ValueLayout.JAVA_INT, ValueLayout.JAVA_LONG, ValueLayout.JAVA_LONG));
  private static final MethodHandle MPROTECT =
      find(
          "mprotect",
          FunctionDescriptor.of(
              ValueLayout.JAVA_INT,
              ValueLayout.JAVA_LONG,
              ValueLayout.JAVA_LONG,
              ValueLayout.JAVA_INT));
  private static final MethodHandle MADVISE =
      find(
          "madvise",
          FunctionDescriptor.of(
              ValueLayout.JAVA_INT,
              ValueLayout.JAVA_LONG,
              ValueLayout.JAVA_LONG,
              ValueLayout.JAVA_INT));

  private Libc() {}

  @SuppressWarnings("restricted") // calls into the C library are what this class is for
  private static MethodHandle find(String name, FunctionDescriptor type) {
    return LINKER.downcallHandle(
        LINKER.defaultLookup().findOrThrow(name), type, Linker.Option.captureCallState("errno"));
  }

  /// Maps new pages that can be read and written, filled with zeros, and returns their address.
  ///
  /// @throws PagesRefusedException if the system does not give them
  static long map(long byteSize) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment state = arena.allocate(STATE);
      long address =
          (long) MMAP.invokeExact(state, 0L, byteSize, READ | WRITE, PRIVATE_ANONYMOUS, -1, 0L);
      if (address == -1) {
        throw refused("mmap of %d bytes".formatted(byteSize), state);
      }
      return address;
    } catch (Throwable e) {
      throw unchecked(e);
    }
  }

  /// Changes what may be done with pages.
  ///
  /// @throws PagesRefusedException if the system does not allow it
  static void protect(long address, long byteSize, int protection) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment state = arena.allocate(STATE);
      if ((int) MPROTECT.invokeExact(state, address, byteSize, protection) != 0) {
        throw refused("mprotect(%d) of %d bytes".formatted(protection, byteSize), state);
      }
    } catch (Throwable e) {
      throw unchecked(e);
    }
  }

  /// Asks for pages of 2 MiB; where there are none, small ones stay.
  static void wantHugePages(long address, long byteSize) {
    try (Arena arena = Arena.ofConfined()) {
      int _ = (int) MADVISE.invokeExact(arena.allocate(STATE), address, byteSize, HUGE_PAGES);
    } catch (Throwable e) {
      throw unchecked(e);
    }
  }

  static void unmap(long address, long byteSize) {
    try (Arena arena = Arena.ofConfined()) {
      int _ = (int) MUNMAP.invokeExact(arena.allocate(STATE), address, byteSize);
    } catch (Throwable e) {
      throw unchecked(e);
    }
  }

  private static PagesRefusedException refused(String call, MemorySegment state) {
    return new PagesRefusedException(call, (int) ERRNO.get(state, 0L));
  }

  private static RuntimeException unchecked(Throwable thrown) {
    return switch (thrown) {
      case RuntimeException e -> e;
      case Error e -> throw e;
      // Calls into the C library declare Throwable and throw nothing of their own.
      case Throwable e -> new IllegalStateException(e);
    };
  }
}
