package assay.scorers.code.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The root file system of a container image with this machine's Python, as a tar archive:
/// interpreter, standard library, what is installed of LiveCodeBench's environment, and the shared
/// libraries that these need.
final class PythonArchive {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int LIBRARIES_AT_ONCE = 200;
  private static final Pattern LIBRARY =
      Pattern.compile("(?:=>\\s+|^\\s*)(/\\S+)", Pattern.MULTILINE);

  /// Asked without `site`, so that no installed package can change the answer. Tests, tools and
  /// compiled copies are left out.
  private static final String QUESTION =
      """
      import json, os, site, sys, sysconfig
      paths = sysconfig.get_paths()
      skipped = {"test", "tests", "idlelib", "tkinter", "turtledemo", "ensurepip", "lib2to3",
                 "__pycache__", "pydoc_data", "site-packages", "dist-packages"}
      wanted = ["numpy", "numpy.libs", "pandas", "pandas.libs", "scipy", "scipy.libs", "sympy",
                "mpmath", "networkx", "numba", "llvmlite", "dateutil", "pytz", "tzdata"]
      found = []
      packages = [os.path.join(folder, name) for folder in site.getsitepackages()
                  for name in wanted if os.path.isdir(os.path.join(folder, name))]
      found += [os.path.join(folder, "six.py") for folder in site.getsitepackages()
                if packages and os.path.isfile(os.path.join(folder, "six.py"))]
      for base in dict.fromkeys([paths["stdlib"], paths["platstdlib"]] + packages):
          for folder, folders, files in os.walk(base):
              folders[:] = sorted(f for f in folders if f not in skipped
                                  and not f.startswith("config-") and not f.endswith(".dist-info"))
              found += [os.path.join(folder, f) for f in sorted(files)
                        if not f.endswith((".a", ".o", ".pyc"))]
      print(json.dumps({"executable": os.path.realpath(sys.executable),
                        "version": sys.version.split()[0], "files": sorted(set(found))}))
      """;

  private final Path executable;
  private final Set<Path> files;

  private PythonArchive(Path executable, Set<Path> files) {
    this.executable = executable;
    this.files = files;
  }

  /// Collects the files of the given interpreter, else of `python3` on the path.
  static PythonArchive of(Optional<Path> wanted) throws BackendRefused {
    Path command = Executables.python(wanted);
    try {
      JsonNode answer =
          JSON.readTree(
              Executables.output(List.of(command.toString(), "-I", "-S", "-c", QUESTION)));
      Path executable = Path.of(answer.path("executable").asText());
      Set<Path> files = new TreeSet<>();
      answer.path("files").forEach(file -> files.add(Path.of(file.asText())));
      files.add(executable);
      files.addAll(libraries(files));
      return new PythonArchive(executable, files);
    } catch (IOException e) {
      throw new BackendRefused(
          command + " cannot be packed: " + e.getMessage(), "name another one with --python");
    }
  }

  private static Set<Path> libraries(Set<Path> files) throws IOException {
    Optional<Path> ldd = Executables.find("ldd");
    Set<Path> found = new TreeSet<>();
    List<String> binaries =
        files.stream()
            .map(Path::toString)
            .filter(name -> name.contains(".so") || !name.contains("/lib/python"))
            .toList();
    for (int i = 0; ldd.isPresent() && i < binaries.size(); i += LIBRARIES_AT_ONCE) {
      List<String> command = new ArrayList<>(List.of("/bin/sh", "-c", "\"$@\" 2>/dev/null; true"));
      command.add("sh");
      command.add(ldd.get().toString());
      command.addAll(binaries.subList(i, Math.min(binaries.size(), i + LIBRARIES_AT_ONCE)));
      Matcher library = LIBRARY.matcher(Executables.output(command));
      while (library.find()) {
        Path path = Path.of(library.group(1));
        if (Files.isRegularFile(path)) {
          found.add(path);
        }
      }
    }
    return found;
  }

  /// Writes the archive. All owners are root and all times the same, so that equal files make an
  /// equal image.
  void write(OutputStream out) throws IOException {
    TarWriter tar = new TarWriter(out);
    Set<Path> folders = new TreeSet<>();
    for (String name : List.of("/usr/bin", "/usr/local/bin", "/etc", "/proc", "/sys", "/dev")) {
      addWithParents(folders, Path.of(name));
    }
    for (Path file : files) {
      addWithParents(folders, file.getParent());
    }
    for (Path folder : folders) {
      tar.folder(folder.toString(), 0755);
    }
    tar.folder("/tmp", 01777);
    tar.file(
        "/etc/passwd", 0644, "root:x:0:0:root:/:/sbin/nologin\n".getBytes(StandardCharsets.UTF_8));
    for (Path file : files) {
      // What a link leads to, under the name by which it is asked for.
      tar.file(file.toString(), Files.isExecutable(file) ? 0755 : 0644, Files.readAllBytes(file));
    }
    if (!files.contains(Path.of("/usr/bin/python3"))) {
      tar.link("/usr/bin/python3", executable.toString());
    }
    tar.link("/usr/local/bin/python3", executable.toString());
    tar.end();
  }

  private static void addWithParents(Set<Path> folders, Path folder) {
    for (Path up = folder; up.getParent() != null; up = up.getParent()) {
      folders.add(up);
    }
  }
}
