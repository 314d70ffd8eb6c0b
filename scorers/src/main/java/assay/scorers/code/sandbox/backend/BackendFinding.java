package assay.scorers.code.sandbox.backend;

import java.util.List;
import java.util.Objects;

/// What was found out about one way to isolate programs on this machine.
///
/// @param name backend, version or address
/// @param usable whether it passed every check
/// @param checks what was tried on it; empty where it did not get so far
/// @param languages which languages it runs, each tried with a program; empty where it is refused
/// @param reason why it is refused, or empty
/// @param remedy what the user can do about that, or empty
public record BackendFinding(
    String name,
    boolean usable,
    List<Check> checks,
    List<LanguageFinding> languages,
    String reason,
    String remedy) {
  public BackendFinding {
    Objects.requireNonNull(name);
    checks = List.copyOf(checks);
    languages = List.copyOf(languages);
    Objects.requireNonNull(reason);
    Objects.requireNonNull(remedy);
  }

  public static BackendFinding refused(String name, String reason, String remedy) {
    return new BackendFinding(name, false, List.of(), List.of(), reason, remedy);
  }

  /// Returns the finding with what was found out about languages.
  public BackendFinding with(List<LanguageFinding> found) {
    return new BackendFinding(name, usable, checks, found, reason, remedy);
  }

  /// Returns the finding in one line.
  public String line() {
    return usable ? name + " passes its self-test" : reason;
  }
}
