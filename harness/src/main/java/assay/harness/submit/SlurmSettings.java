package assay.harness.submit;

import java.util.List;
import java.util.Optional;

/// How Slurm is asked.
///
/// @param partition of the cluster; the default one where it is empty
/// @param arguments further ones of sbatch, for parts and merge
/// @param requeues how often a part that failed or was killed is begun again
public record SlurmSettings(Optional<String> partition, List<String> arguments, int requeues) {
  public SlurmSettings {
    arguments = List.copyOf(arguments);
  }
}
