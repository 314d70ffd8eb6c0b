package assay.scorers.code.sandbox.host;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// The C++ compiler of this machine and the files that it needs, as the compiler itself names them.
///
/// @param command the driver, `g++`
/// @param programs what the driver starts
/// @param headers folders in which headers are looked for
/// @param linked folders that hold the start files and libraries that are linked
record HostCpp(Path command, List<Path> programs, List<Path> headers, List<Path> linked) {
  private static final List<String> PROGRAMS = List.of("cc1plus", "collect2", "as", "ld");
  private static final List<String> LINKED =
      List.of("crt1.o", "Scrt1.o", "crtbeginS.o", "libstdc++.so", "libc.so", "libm.so", "libgcc.a");
  private static final String HEADERS_START = "#include <...>";
  private static final String HEADERS_END = "End of search list";

  HostCpp {
    programs = List.copyOf(programs);
    headers = List.copyOf(headers);
    linked = List.copyOf(linked);
  }

  /// Asks `g++` on the path; empty where there is none or it does not answer.
  static Optional<HostCpp> find() {
    return Executables.find("g++")
        .flatMap(
            command -> {
              try {
                return Optional.of(
                    new HostCpp(command, programs(command), headers(command), linked(command)));
              } catch (IOException brokenInstallation) {
                return Optional.empty();
              }
            });
  }

  private static List<Path> programs(Path command) throws IOException {
    List<Path> found = new ArrayList<>();
    for (String name : PROGRAMS) {
      Path path = Path.of(ask(command, "-print-prog-name=" + name));
      // A bare name is one that the driver looks for on the path.
      Optional<Path> program = path.isAbsolute() ? Optional.of(path) : Executables.find(name);
      program.filter(Files::isRegularFile).ifPresent(found::add);
    }
    return found;
  }

  private static List<Path> headers(Path command) throws IOException {
    String answer =
        Executables.output(
            List.of(command.toString(), "-v", "-E", "-x", "c++", "/dev/null", "-o", "/dev/null"));
    return answer
        .lines()
        .dropWhile(line -> !line.startsWith(HEADERS_START))
        .skip(1)
        .takeWhile(line -> !line.startsWith(HEADERS_END))
        .map(line -> Path.of(line.strip()).normalize())
        .filter(Files::isDirectory)
        .toList();
  }

  private static List<Path> linked(Path command) throws IOException {
    Set<Path> folders = new LinkedHashSet<>();
    for (String name : LINKED) {
      Path path = Path.of(ask(command, "-print-file-name=" + name));
      if (path.isAbsolute() && Files.exists(path)) {
        folders.add(path.normalize().getParent());
      }
    }
    return List.copyOf(folders);
  }

  private static String ask(Path command, String question) throws IOException {
    return Executables.output(List.of(command.toString(), question)).strip();
  }

  /// Returns everything that a sandbox has to show for the compiler to work.
  List<Path> files() {
    return Stream.of(List.of(command), programs, headers, linked).flatMap(List::stream).toList();
  }
}
