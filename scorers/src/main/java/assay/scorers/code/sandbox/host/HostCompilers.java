package assay.scorers.code.sandbox.host;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// The compilers of this machine, for the sandboxes that show programs a part of its files.
///
/// @param cpp the C++ compiler, where there is one
/// @param java the Java compiler, where there is one
record HostCompilers(Optional<HostCpp> cpp, Optional<HostJdk> java) {

  static HostCompilers find() {
    return new HostCompilers(HostCpp.find(), HostJdk.find());
  }

  /// Returns the folders and files that the compilers need to run, and the programs that they make.
  List<Path> files() {
    List<Path> files = new ArrayList<>();
    cpp.ifPresent(found -> files.addAll(found.files()));
    java.ifPresent(found -> files.addAll(found.files()));
    return List.copyOf(files);
  }

  /// Returns the search path on which the worker finds them.
  String searchPath() {
    Set<String> folders = new LinkedHashSet<>();
    cpp.ifPresent(found -> folders.add(found.command().getParent().toString()));
    java.ifPresent(found -> folders.add(found.home().resolve("bin").toString()));
    folders.addAll(List.of("/usr/local/bin", "/usr/bin", "/bin"));
    return folders.stream().collect(Collectors.joining(":"));
  }
}
