package assay.scorers.code.sandbox.backend;

import java.util.Objects;

/// One thing that a sandbox has to keep programs from, as it was tried.
///
/// @param name what was tried
/// @param contained whether the sandbox kept the program from it
/// @param detail what the program got, where it was not
public record Check(String name, boolean contained, String detail) {
  public Check {
    Objects.requireNonNull(name);
    Objects.requireNonNull(detail);
  }
}
