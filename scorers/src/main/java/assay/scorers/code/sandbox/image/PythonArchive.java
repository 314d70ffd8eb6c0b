package assay.scorers.code.sandbox.image;

import assay.scorers.code.sandbox.Language;
import assay.scorers.code.sandbox.backend.BackendRefused;
import assay.scorers.code.sandbox.host.CompilerFiles;
import assay.scorers.code.sandbox.host.Executables;
import assay.scorers.code.sandbox.host.SharedLibraries;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/// The root file system of a container image with this machine's Python, as a tar archive:
/// interpreter, standard library, what is installed of LiveCodeBench's environment, the compilers
/// that are asked for, and the shared libraries that these need.
final class PythonArchive {
  private static final ObjectMapper JSON = new ObjectMapper();

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

  /// Commands that must be found on the path, with what they lead to.
  private final Map<String, Path> commands;

  private PythonArchive(Path executable, Set<Path> files, Map<String, Path> commands) {
    this.executable = executable;
    this.files = files;
    this.commands = commands;
  }

  /// Collects the files of the given interpreter, else of `python3` on the path, and of this
  /// machine's compilers.
  ///
  /// @param languages those whose compilers are packed as well
  static PythonArchive of(Optional<Path> wanted, Set<Language> languages) throws BackendRefused {
    Path command = Executables.python(wanted);
    try {
      JsonNode answer =
          JSON.readTree(
              Executables.output(List.of(command.toString(), "-I", "-S", "-c", QUESTION)));
      Path executable = Path.of(answer.path("executable").asText());
      Set<Path> files = new TreeSet<>();
      answer.path("files").forEach(file -> files.add(Path.of(file.asText())));
      files.add(executable);
      Map<String, Path> commands = new TreeMap<>();
      for (Language language : languages) {
        if (language != Language.PYTHON) {
          files.addAll(CompilerFiles.of(language));
          Map.Entry<String, Path> compiler = CompilerFiles.command(language);
          commands.put(compiler.getKey(), compiler.getValue());
        }
      }
      files.addAll(libraries(files));
      return new PythonArchive(executable, files, commands);
    } catch (IOException e) {
      throw new BackendRefused(
          command + " cannot be packed: " + e.getMessage(), "name another one with --python");
    }
  }

  private static Set<Path> libraries(Set<Path> files) throws IOException {
    return SharedLibraries.of(
        files.stream()
            .filter(path -> path.toString().contains(".so") || Files.isExecutable(path))
            .toList());
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
    for (Map.Entry<String, Path> command : commands.entrySet()) {
      if (!command.getValue().equals(Path.of("/usr/bin", command.getKey()))) {
        tar.link("/usr/local/bin/" + command.getKey(), command.getValue().toString());
      }
    }
    tar.end();
  }

  private static void addWithParents(Set<Path> folders, Path folder) {
    for (Path up = folder; up.getParent() != null; up = up.getParent()) {
      folders.add(up);
    }
  }
}
