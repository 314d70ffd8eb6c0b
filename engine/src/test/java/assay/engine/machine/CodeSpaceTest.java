package assay.engine.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import assay.engine.machine.Assembler.Label;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Functions that really run, and what the system says of their pages.
final class CodeSpaceTest {
  private static final Path MAPS = Path.of("/proc/self/maps");

  @BeforeEach
  void needsLinuxOnX86() {
    Assumptions.assumeTrue(
        Files.exists(MAPS)
            && System.getProperty("os.arch").toLowerCase(Locale.ROOT).equals("amd64"),
        "skipped: machine code is for Linux on x86-64");
  }

  @Test
  void runsALoop() throws Throwable {
    Assembler asm = new Assembler();
    asm.mov(Gpr.RAX, 0);
    Label again = new Label();
    Label end = new Label();
    asm.test(Gpr.RDI);
    asm.jz(end);
    asm.place(again);
    asm.add(Gpr.RAX, Gpr.RDI);
    asm.dec(Gpr.RDI);
    asm.jnz(again);
    asm.place(end);
    asm.ret();
    try (Arena arena = Arena.ofConfined()) {
      MethodHandle sum = function(CodeSpace.load(List.of(asm.code()), arena).getFirst());
      assertThat((long) sum.invokeExact(100L)).isEqualTo(5050);
      assertThat((long) sum.invokeExact(0L)).isZero();
    }
  }

  @Test
  void loadsSeveralFunctionsAtAddressesOfWholeLines() throws Throwable {
    try (Arena arena = Arena.ofConfined()) {
      List<MemorySegment> places =
          CodeSpace.load(List.of(returning(1), returning(2), returning(3)), arena);
      for (int i = 0; i < 3; i++) {
        assertThat(places.get(i).address() % 64).isZero();
        assertThat((long) function(places.get(i)).invokeExact(0L)).isEqualTo(i + 1);
      }
    }
  }

  @Test
  void pagesOfCodeCannotBeWrittenAndGoAwayWithTheirArena() throws IOException {
    long address;
    try (Arena arena = Arena.ofConfined()) {
      address = CodeSpace.load(List.of(returning(1)), arena).getFirst().address();
      assertThat(permissions(address)).isEqualTo("r-xp");
    }
    assertThat(permissions(address)).isNotEqualTo("r-xp");
  }

  @Test
  void hugePagesBeginALineAndAreZero() {
    try (HugePages pages = new HugePages()) {
      for (int size : new int[] {1, 64, 100, 40 << 20, 3}) {
        MemorySegment piece = pages.allocate(size, 64);
        assertThat(piece.byteSize()).isEqualTo(size);
        assertThat(piece.address() % 64).isZero();
        assertThat(piece.get(ValueLayout.JAVA_BYTE, size - 1L)).isZero();
        piece.fill((byte) 1);
      }
      assertThatThrownBy(() -> pages.allocate(1, 4096))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void saysWhatWasRefused() {
    try (HugePages pages = new HugePages()) {
      assertThatThrownBy(() -> pages.allocate(1L << 60, 64))
          .isInstanceOf(PagesRefusedException.class)
          .hasMessageMatching("mmap of \\d+ bytes was refused \\(errno 12\\)");
    }
  }

  private static byte[] returning(int value) {
    Assembler asm = new Assembler();
    asm.mov(Gpr.RAX, value);
    asm.ret();
    return asm.code();
  }

  @SuppressWarnings("restricted") // calls the functions of this test
  private static MethodHandle function(MemorySegment address) {
    FunctionDescriptor type = FunctionDescriptor.of(ValueLayout.JAVA_LONG, ValueLayout.JAVA_LONG);
    return Linker.nativeLinker().downcallHandle(address, type);
  }

  private static String permissions(long address) throws IOException {
    for (String line : Files.readAllLines(MAPS)) {
      int dash = line.indexOf('-');
      int blank = line.indexOf(' ');
      if (Long.parseUnsignedLong(line, 0, dash, 16) <= address
          && address < Long.parseUnsignedLong(line, dash + 1, blank, 16)) {
        return line.substring(blank + 1, blank + 5);
      }
    }
    return "";
  }
}
