package assay.results;

import java.util.Objects;
import java.util.Optional;

/// What a run was made on.
///
/// @param machine the computer, where the manifest says so
/// @param sandbox where programs were run, or why they were not; empty where there were none
/// @param energy whether the machine tells the energy that it takes; empty where nobody asked
public record Host(Optional<Machine> machine, Optional<String> sandbox, Optional<String> energy) {
  /// Nothing is known.
  public static final Host UNKNOWN = new Host(Optional.empty(), Optional.empty(), Optional.empty());

  public Host {
    Objects.requireNonNull(machine);
    Objects.requireNonNull(sandbox);
    Objects.requireNonNull(energy);
  }
}
