package assay.scorers.code.sandbox.host;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// The Java development kit of this machine with which programs are compiled and run: that of
/// `javac` on the path, else the one that `JAVA_HOME` names.
///
/// @param home its folder, behind all links
/// @param outside what links inside of it lead to; Debian keeps a kit's configuration in `/etc`
record HostJdk(Path home, List<Path> outside) {

  HostJdk {
    outside = List.copyOf(outside);
  }

  static Optional<HostJdk> find() {
    Optional<Path> onPath = Executables.find("javac");
    Optional<Path> named =
        Optional.ofNullable(System.getenv("JAVA_HOME")).map(home -> Path.of(home, "bin", "javac"));
    return onPath
        .or(() -> named.filter(Files::isExecutable))
        .flatMap(
            javac -> {
              try {
                Path home = javac.toRealPath().getParent().getParent();
                return Files.isExecutable(home.resolve("bin/java"))
                    ? Optional.of(new HostJdk(home, outside(home)))
                    : Optional.empty();
              } catch (IOException unreadable) {
                return Optional.empty();
              }
            });
  }

  private static List<Path> outside(Path home) throws IOException {
    List<Path> found = new ArrayList<>();
    try (Stream<Path> all = Files.walk(home)) {
      for (Path link : (Iterable<Path>) all.filter(Files::isSymbolicLink)::iterator) {
        if (Files.exists(link)) {
          Path target = link.toRealPath();
          if (!target.startsWith(home)) {
            found.add(target);
          }
        }
      }
    }
    return found;
  }

  /// Returns everything that a sandbox has to show for compiler and virtual machine to work.
  List<Path> files() {
    return Stream.concat(Stream.of(home), outside.stream()).toList();
  }
}
