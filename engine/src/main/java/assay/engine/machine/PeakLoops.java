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
  /// Independent chains: more than latency times throughput of the processors that have the
  /// instructions.
  private static final int CHAINS = 24;

  private static final int LANES = 16;
  private static final int BYTES_IN_LANE = 4;
  private static final int LINE = 64;
  private static final int LINES = 16;
  private static final int FETCH_AHEAD = 4096;

  private final MethodHandle call = downcall();
  private final List<MemorySegment> functions;

  /// Writes the loops.
  ///
  /// @param arena that they live as long as
  /// @throws PagesRefusedException if memory may not be executed
  public PeakLoops(Arena arena) {
    functions =
        CodeSpace.load(
            List.of(
                chains((asm, sum) -> asm.vpdpbusd(sum, new Zmm(30), new Zmm(31))),
                chains((asm, sum) -> asm.vfmadd231ps(sum, new Zmm(30), new Zmm(31))),
                read()),
            arena);
  }

  @SuppressWarnings("restricted") // the functions are this class's own
  private static MethodHandle downcall() {
    return Linker.nativeLinker()
        .downcallHandle(FunctionDescriptor.ofVoid(ValueLayout.JAVA_LONG, ValueLayout.JAVA_LONG));
  }

  /// Multiplies bytes and adds the products, and returns how many operations that was.
  public double multiplyBytes(long rounds) {
    run(0, rounds, 0);
    return 2.0 * rounds * CHAINS * LANES * BYTES_IN_LANE;
  }

  /// Multiplies F32 numbers and adds the products, and returns how many operations that was.
  public double multiplyFloats(long rounds) {
    run(1, rounds, 0);
    return 2.0 * rounds * CHAINS * LANES;
  }

  /// Reads native memory once, and returns how many bytes that was.
  ///
  /// @param memory begins a cache line
  public double read(MemorySegment memory) {
    long rounds = memory.byteSize() / (LINES * LINE);
    run(2, rounds, memory.address());
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

  private static byte[] chains(BiConsumer<Assembler, Zmm> instruction) {
    return loop(
        asm -> {
          for (int i = 0; i < CHAINS; i++) {
            instruction.accept(asm, new Zmm(i));
          }
        });
  }

  private static byte[] read() {
    return loop(
        asm -> {
          for (int i = 0; i < LINES; i++) {
            asm.prefetcht0(Gpr.RSI.at(FETCH_AHEAD + i * LINE));
            asm.vpaddd(new Zmm(i % 4), new Zmm(i % 4), Gpr.RSI.at(i * LINE));
          }
          asm.add(Gpr.RSI, LINES * LINE);
        });
  }

  private static byte[] loop(Consumer<Assembler> body) {
    Assembler asm = new Assembler();
    for (int i = 0; i < 32; i++) {
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
