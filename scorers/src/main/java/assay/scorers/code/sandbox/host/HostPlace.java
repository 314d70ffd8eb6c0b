package assay.scorers.code.sandbox.host;

import assay.scorers.code.sandbox.backend.BackendRefused;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// What of this machine a sandbox shows to programs, read-only: an interpreter and the compilers.
///
/// @param executable the interpreter
/// @param files folders and files, none inside of another
/// @param searchPath the folders in which commands are looked for
public record HostPlace(Path executable, List<Path> files, String searchPath) {
  public HostPlace {
    files = List.copyOf(files);
  }

  /// Looks for the given interpreter, else `python3` on the path, and for compilers.
  public static HostPlace find(Optional<Path> python) throws BackendRefused {
    HostCompilers compilers = HostCompilers.find();
    HostPython found = HostPython.find(python).with(compilers.files());
    return new HostPlace(found.executable(), found.files(), compilers.searchPath());
  }
}
