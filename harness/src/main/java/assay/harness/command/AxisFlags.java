package assay.harness.command;

import assay.harness.run.UsageException;
import assay.reports.AxisOptions;
import assay.results.published.MalformedScoresException;
import assay.results.published.PublishedModels;
import java.io.IOException;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/// What a user says about the models of a report.
final class AxisFlags {
  @Option(
      names = "--models",
      paramLabel = "FILE",
      description =
          "Facts on models that the registry does not know, or knows otherwise: a CSV file with the"
              + " columns model, parameters, active_parameters, weight_bytes_per_token,"
              + " kv_bytes_per_token, cutoff (yyyy-MM or yyyy-MM-dd), source. All but the first and"
              + " the last may be empty.")
  private Path models;

  AxisOptions options() throws IOException {
    return new AxisOptions(known());
  }

  private PublishedModels known() throws IOException {
    PublishedModels bundled = PublishedModels.bundled();
    if (models == null) {
      return bundled;
    }
    try {
      return PublishedModels.read(models).before(bundled);
    } catch (MalformedScoresException e) {
      throw new UsageException("--models " + e.getMessage());
    }
  }
}
