package assay.scorers.code.sandbox.host;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Asks the dynamic linker which shared libraries programs need.
public final class SharedLibraries {
  private static final int FILES_AT_ONCE = 200;
  private static final Pattern LIBRARY =
      Pattern.compile("(?:=>\\s+|^\\s*)(/\\S+)", Pattern.MULTILINE);

  private SharedLibraries() {}

  /// Returns the libraries of all the files; none of those that are not dynamically linked, and
  /// none where the machine has no `ldd`.
  public static Set<Path> of(Collection<Path> files) throws IOException {
    Optional<Path> ldd = Executables.find("ldd");
    Set<Path> found = new TreeSet<>();
    List<String> binaries = files.stream().map(Path::toString).toList();
    for (int i = 0; ldd.isPresent() && i < binaries.size(); i += FILES_AT_ONCE) {
      List<String> command = new ArrayList<>(List.of("/bin/sh", "-c", "\"$@\" 2>/dev/null; true"));
      command.add("sh");
      command.add(ldd.get().toString());
      command.addAll(binaries.subList(i, Math.min(binaries.size(), i + FILES_AT_ONCE)));
      Matcher library = LIBRARY.matcher(Executables.output(command));
      while (library.find()) {
        // A library beside its program is named from there: /opt/kit/bin/../lib/x.so.
        Path path = Path.of(library.group(1)).normalize();
        if (Files.isRegularFile(path)) {
          found.add(path);
        }
      }
    }
    return found;
  }
}
