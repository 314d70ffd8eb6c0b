package assay.engine.machine;

import assay.engine.machine.Assembler.Label;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/// Loops that do nothing but keep one unit of a core busy: what kernels can reach at most.
public final class PeakLoops {
  /// How bytes are multiplied.
  public enum Products {
    /// Four in each lane, by `vpdpbusd`.
    FOUR_BYTES,
    /// Two by numbers of two bytes, which count as four, by `vpmaddwd` and an addition.
    TWO_WORDS
  }

  /// What is kept busy.
  ///
  /// @param width of vectors
  /// @param products of bytes that the processor can do at this width
  /// @param bfloats whether two BF16 numbers in each lane are multiplied, by `vdpbf16ps`
  public record Unit(VectorWidth width, Products products, boolean bfloats) {}

  private static final int BYTES_IN_LANE = 4;
  private static final int BFLOATS_IN_LANE = 2;
  private static final int BYTES = 0; // places of the functions
  private static final int FLOATS = 1;
  private static final int BFLOATS = 2;
  private static final int READ = 3;
  private static final int LINE = 64;
  private static final int LINES = 16;
  private static final int FETCH_AHEAD = 4096;

  private final Unit unit;
  private final VectorWidth width;
  private final MethodHandle call = downcall();
  private final List<MemorySegment> functions;

  /// Writes the loops.
  ///
  /// @param unit that the processor has
  /// @param arena that they live as long as
  /// @throws PagesRefusedException if memory may not be executed
  public PeakLoops(Unit unit, Arena arena) {
    this.unit = unit;
    width = unit.width();
    functions =
        CodeSpace.load(
            List.of(
                chains((asm, sum) -> bytes(asm, sum)),
                chains((asm, sum) -> asm.vfmadd231ps(sum, first(), second())),
                chains(this::bfloats),
                read()),
            arena);
  }

  /// Nothing where the processor cannot; then nobody runs it.
  private void bfloats(Assembler asm, Zmm sum) {
    if (unit.bfloats()) {
      asm.vdpbf16ps(sum, first(), second());
    }
  }

  private void bytes(Assembler asm, Zmm sum) {
    switch (unit.products()) {
      case FOUR_BYTES -> asm.vpdpbusd(sum, first(), second());
      case TWO_WORDS -> {
        asm.vpmaddwd(product(), first(), second());
        asm.vpaddd(sum, sum, product());
      }
    }
  }

  /// Independent chains: more than latency times throughput of the processors that have the
  /// instructions.
  private int chains() {
    return width.registers() - 4;
  }

  private Zmm first() {
    return new Zmm(width.registers() - 2);
  }

  private Zmm second() {
    return new Zmm(width.registers() - 1);
  }

  private Zmm product() {
    return new Zmm(width.registers() - 3);
  }

  @SuppressWarnings("restricted") // the functions are this class's own
  private static MethodHandle downcall() {
    return Linker.nativeLinker()
        .downcallHandle(FunctionDescriptor.ofVoid(ValueLayout.JAVA_LONG, ValueLayout.JAVA_LONG));
  }

  /// Multiplies bytes and adds the products, and returns how many operations that was.
  public double multiplyBytes(long rounds) {
    run(BYTES, rounds, 0);
    return 2.0 * rounds * chains() * width.lanes() * BYTES_IN_LANE;
  }

  /// Multiplies F32 numbers and adds the products, and returns how many operations that was.
  public double multiplyFloats(long rounds) {
    run(FLOATS, rounds, 0);
    return 2.0 * rounds * chains() * width.lanes();
  }

  /// Multiplies BF16 numbers and adds the products, and returns how many operations that was.
  ///
  /// @throws IllegalStateException if the unit does not
  public double multiplyBfloats(long rounds) {
    if (!unit.bfloats()) {
      throw new IllegalStateException("this unit does not multiply BF16 numbers");
    }
    run(BFLOATS, rounds, 0);
    return 2.0 * rounds * chains() * width.lanes() * BFLOATS_IN_LANE;
  }

  /// Reads native memory once, and returns how many bytes that was.
  ///
  /// @param memory begins a cache line
  public double read(MemorySegment memory) {
    long rounds = memory.byteSize() / (LINES * LINE);
    run(READ, rounds, memory.address());
    return (double) rounds * LINES * LINE;
  }

  private void run(int function, long rounds, long address) {
    try {
      call.invokeExact(functions.get(function), rounds, address);
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) { // downcalls declare it and throw nothing of their own
      throw new IllegalStateException(e);
    }
  }

  private byte[] chains(BiConsumer<Assembler, Zmm> instruction) {
    return loop(
        asm -> {
          for (int i = 0; i < chains(); i++) {
            instruction.accept(asm, new Zmm(i));
          }
        });
  }

  private byte[] read() {
    return loop(
        asm -> {
          for (int i = 0; i < LINES; i++) {
            asm.prefetcht0(Gpr.RSI.at(FETCH_AHEAD + i * LINE));
            for (int part = 0; part < LINE; part += width.bytes()) {
              asm.vpaddd(new Zmm(i % 4), new Zmm(i % 4), Gpr.RSI.at(i * LINE + part));
            }
          }
          asm.add(Gpr.RSI, LINES * LINE);
        });
  }

  private byte[] loop(Consumer<Assembler> body) {
    Assembler asm = new Assembler(width);
    for (int i = 0; i < width.registers(); i++) {
      asm.vpxord(new Zmm(i), new Zmm(i), new Zmm(i));
    }
    Label again = new Label();
    asm.place(again);
    body.accept(asm);
    asm.dec(Gpr.RDI);
    asm.jnz(again);
    asm.ret();
    return asm.code();
  }
}
