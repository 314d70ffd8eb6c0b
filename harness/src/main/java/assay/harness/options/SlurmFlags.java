package assay.harness.options;

import assay.harness.help.InGroup;
import assay.harness.help.OptionGroup;
import assay.harness.run.UsageException;
import assay.harness.submit.SlurmSettings;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/// How Slurm is asked.
@InGroup(OptionGroup.SLURM)
public final class SlurmFlags {
  @Option(
      names = "--partition",
      paramLabel = "NAME",
      description = "Slurm: the partition (default: the cluster's).")
  private String partition;

  @Option(
      names = "--sbatch-arg",
      paramLabel = "ARG",
      description =
          "Slurm: a further argument of sbatch, as --sbatch-arg=--cpus-per-task=16; may be"
              + " repeated.")
  private List<String> arguments = List.of();

  @Option(
      names = "--requeues",
      paramLabel = "N",
      defaultValue = "3",
      description =
          "Slurm: how often a part that failed or was killed is queued again by itself (default:"
              + " ${DEFAULT-VALUE}).")
  private int requeues;

  /// Returns what is asked for.
  ///
  /// @throws UsageException if a value is out of its range
  public SlurmSettings settings() {
    if (requeues < 0) {
      throw new UsageException("--requeues must be at least 0, found " + requeues);
    }
    return new SlurmSettings(Optional.ofNullable(partition), arguments, requeues);
  }
}
