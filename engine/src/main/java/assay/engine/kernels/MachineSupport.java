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
import java.util.stream.Stream;

/// What stands in the way of machine code on a machine.
///
/// @param system operating system and architecture, such as `Linux on amd64`
/// @param flags what its processors have, in Linux' names
/// @param refusal why memory may not be executed; empty if it may
record MachineSupport(String system, Set<String> flags, Optional<String> refusal) {
  private static final Path PROCESSORS = Path.of("/proc/cpuinfo");
  private static final String KNOWN = "linux on amd64";

  /// Returns this machine.
  static MachineSupport here() {
    String system = System.getProperty("os.name") + " on " + System.getProperty("os.arch");
    if (!isKnown(system)) {
      return new MachineSupport(system, Set.of(), Optional.empty());
    }
    return new MachineSupport(system, processorFlags(), tryToExecute());
  }

  private static boolean isKnown(String system) {
    return system.toLowerCase(Locale.ROOT).equals(KNOWN);
  }

  /// Returns why no machine code runs, or empty if some does.
  Optional<String> obstacle() {
    return Stream.of(InstructionSet.values())
        .map(this::obstacle)
        .reduce((first, next) -> first.isEmpty() ? first : next)
        .orElseThrow();
  }

  /// Returns why code with these instructions does not run, or empty if it does.
  Optional<String> obstacle(InstructionSet set) {
    if (!isKnown(system)) {
      return Optional.of("code is written for Linux on x86-64, and this is " + system);
    }
    List<String> missing = set.missing(flags);
    if (!missing.isEmpty()) {
      return Optional.of("the processor has no " + String.join(", ", missing));
    }
    return refusal;
  }

  /// Returns the fastest instructions for a name of kernels, whether they run or not.
  ///
  /// @param prefix of the name
  InstructionSet best(String prefix, Digits digits) {
    List<InstructionSet> able =
        Stream.of(InstructionSet.values())
            .filter(set -> set.prefix.equals(prefix) && set.digits().contains(digits))
            .toList();
    return able.stream().filter(set -> obstacle(set).isEmpty()).findFirst().orElse(able.getLast());
  }

  private static Set<String> processorFlags() {
    try (Stream<String> lines = Files.lines(PROCESSORS)) {
      return lines
          .filter(line -> line.startsWith("flags"))
          .findFirst()
          .map(line -> Set.of(line.substring(line.indexOf(':') + 1).strip().split("\\s+")))
          .orElse(Set.of());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Optional<String> tryToExecute() {
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
