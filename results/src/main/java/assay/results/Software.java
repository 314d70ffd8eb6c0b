package assay.results;

import java.util.Objects;

/// The program that made a run.
///
/// @param name the program's name
/// @param version the program's version; empty where it is not told
/// @param jdk the virtual machine and its version; empty where it is not told
public record Software(String name, String version, String jdk) {
  public Software {
    Require.text(name, "name of the program");
    Objects.requireNonNull(version);
    Objects.requireNonNull(jdk);
  }
}
