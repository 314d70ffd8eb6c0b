package assay.scorers.code.sandbox.host;

import assay.scorers.code.sandbox.backend.BackendRefused;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// The Python interpreter of this machine and the files it needs to run.
///
/// @param executable the interpreter itself, behind all version managers' shims
/// @param files folders and files that together hold interpreter, libraries and packages
public record HostPython(Path executable, List<Path> files) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /// Asks without `site`, so that no installed package can change the answer.
  private static final String QUESTION =
      """
      import json, os, site, sys
      print(json.dumps({"executable": os.path.realpath(sys.executable), "prefix": sys.base_prefix,
                        "packages": site.getsitepackages()}))
      """;

  private static final Set<Path> SHARED_PREFIXES =
      Set.of(Path.of("/"), Path.of("/usr"), Path.of("/usr/local"));

  /// What dynamically linked programs need on any Linux, and the time zones of `zoneinfo`.
  private static final List<Path> SYSTEM_LIBRARIES =
      Stream.of(
              "/usr/lib",
              "/usr/lib32",
              "/usr/lib64",
              "/lib",
              "/lib32",
              "/lib64",
              "/etc/ld.so.cache",
              "/usr/share/zoneinfo")
          .map(Path::of)
          .toList();

  public HostPython {
    files = List.copyOf(files);
  }

  /// Returns this interpreter among further folders and files.
  HostPython with(List<Path> more) {
    Set<Path> all = new LinkedHashSet<>(files);
    all.addAll(more);
    return new HostPython(executable, outermost(all));
  }

  /// Finds the interpreter: the given one, else `python3` on the path.
  public static HostPython find(Optional<Path> wanted) throws BackendRefused {
    Path command = Executables.python(wanted);
    try {
      String answer = Executables.output(List.of(command.toString(), "-I", "-S", "-c", QUESTION));
      return from(JSON.readTree(answer));
    } catch (IOException e) {
      throw new BackendRefused(
          command + " is no working Python: " + e.getMessage(),
          "name a Python 3.8 or newer, or install one: apt-get install python3");
    }
  }

  private static HostPython from(JsonNode answer) throws IOException {
    Path executable = Path.of(answer.path("executable").asText());
    Path prefix = Path.of(answer.path("prefix").asText());
    LinkedHashSet<Path> files = new LinkedHashSet<>(SYSTEM_LIBRARIES);
    if (SHARED_PREFIXES.contains(prefix)) {
      files.add(prefix.resolve("lib"));
    } else {
      files.add(prefix);
    }
    answer.path("packages").forEach(folder -> files.add(Path.of(folder.asText())));
    files.add(executable);
    files.addAll(SharedLibraries.of(List.of(executable)));
    return new HostPython(executable, outermost(files));
  }

  /// Leaves out what does not exist and what lies below another path of the set.
  private static List<Path> outermost(Set<Path> paths) {
    return paths.stream()
        .filter(Files::exists)
        .filter(path -> paths.stream().noneMatch(other -> covers(other, path)))
        .toList();
  }

  private static boolean covers(Path other, Path path) {
    return !other.equals(path) && path.startsWith(other) && Files.isDirectory(other);
  }
}
