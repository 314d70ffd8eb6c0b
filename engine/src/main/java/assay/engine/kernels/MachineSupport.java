package assay.engine.kernels;

import assay.engine.machine.Assembler;
import assay.engine.machine.CodeSpace;
import assay.engine.machine.PagesRefusedException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Whether machine code can run here.
final class MachineSupport {
  private static final Path PROCESSORS = Path.of("/proc/cpuinfo");

  /// Instruction sets of AVX-512 that the functions use, in Linux' names.
  private static final Set<String> NEEDED = Set.of("avx512f", "avx512bw", "avx512_vnni", "f16c");

  private MachineSupport() {}

  /// Returns why machine code does not run here, or empty if it does.
  static Optional<String> obstacle() {
    String system = System.getProperty("os.name") + " on " + System.getProperty("os.arch");
    if (!system.toLowerCase(Locale.ROOT).equals("linux on amd64")) {
      return Optional.of("code is written for Linux on x86-64, and this is " + system);
    }
    Set<String> missing = missing();
    if (!missing.isEmpty()) {
      return Optional.of("the processor has no " + String.join(", ", missing));
    }
    return refusal();
  }

  private static Set<String> missing() {
    try (Stream<String> lines = Files.lines(PROCESSORS)) {
      Set<String> flags =
          lines
              .filter(line -> line.startsWith("flags"))
              .findFirst()
              .map(line -> Set.of(line.substring(line.indexOf(':') + 1).strip().split("\\s+")))
              .orElse(Set.of());
      return NEEDED.stream().filter(flag -> !flags.contains(flag)).collect(Collectors.toSet());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Optional<String> refusal() {
    Assembler asm = new Assembler();
    asm.ret();
    try (Arena arena = Arena.ofConfined()) {
      CodeSpace.load(List.of(asm.code()), arena);
      return Optional.empty();
    } catch (PagesRefusedException e) {
      return Optional.of("executable memory is not allowed: " + e.getMessage());
    }
  }
}
