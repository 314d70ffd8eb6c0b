package assay.harness.options;

import assay.harness.run.UsageException;
import assay.reports.axes.AxisOptions;
import assay.reports.axes.ModelLabel;
import assay.results.divergence.Divergence;
import assay.results.divergence.DivergenceFile;
import assay.results.published.Cutoff;
import assay.results.published.MalformedScoresException;
import assay.results.published.PublishedModels;
import assay.results.speed.MeasuredSpeed;
import assay.results.speed.SpeedFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// What a user says about the models of a report.
public final class AxisFlags {
  @Option(
      names = "--models",
      paramLabel = "FILE",
      description =
          "Facts on models that the registry does not know, or knows otherwise: a CSV file with the"
              + " columns model, parameters, active_parameters, weight_bytes_per_token,"
              + " kv_bytes_per_token, cutoff (yyyy-MM or yyyy-MM-dd), source. All but the first and"
              + " the last may be empty.")
  private Path models;

  @Option(
      names = "--cutoff",
      paramLabel = "DATE",
      description =
          "The end of the models' training data, yyyy-MM-dd or yyyy-MM: runs of LiveCodeBench are"
              + " scored before and after it (default: what a source states for each model).")
  private String cutoff;

  @Option(
      names = "--label",
      paramLabel = "NAME=FAMILY/VARIANT",
      description =
          "The family and variant (general, coder, math, ...) of a run or model, where its name"
              + " does not tell; may be repeated. Variants of one family are compared suite by"
              + " suite.")
  private Map<String, String> labels = Map.of();

  @Option(
      names = "--divergence",
      paramLabel = "FILE",
      description =
          "What assay engine divergence --json has printed of a model; may be repeated. Runs of"
              + " these models stand beside that of their reference: size, divergence, and whether"
              + " the score can be told from the reference's.")
  private List<Path> divergences = List.of();

  @Option(
      names = "--speed",
      paramLabel = "FILE",
      description =
          "What assay bench --json has printed of a model; may be repeated. What its architecture"
              + " keeps of a sequence stands beside the rates that were measured behind it.")
  private List<Path> speeds = List.of();

  @Mixin private DifficultyFlag difficulty;
  @Mixin private DoubtfulFlag doubtful;

  /// Returns what was asked for.
  public AxisOptions options() throws IOException {
    Map<String, ModelLabel> known = new HashMap<>();
    labels.forEach((name, label) -> known.put(name, label(label)));
    List<Divergence> measured = new ArrayList<>();
    for (Path file : divergences) {
      measured.add(DivergenceFile.read(file));
    }
    List<MeasuredSpeed> rates = new ArrayList<>();
    for (Path file : speeds) {
      rates.add(SpeedFile.read(file));
    }
    return new AxisOptions(known(), Optional.ofNullable(cutoff).map(AxisFlags::date), known)
        .with(difficulty.read())
        .with(measured)
        .withSpeeds(rates)
        .without(doubtful.read());
  }

  /// Returns the lists of questions in doubt that were given, for messages.
  public String doubtful() {
    return doubtful.names();
  }

  private static ModelLabel label(String text) {
    int slash = text.lastIndexOf('/');
    try {
      return new ModelLabel(text.substring(0, Math.max(0, slash)), text.substring(slash + 1));
    } catch (IllegalArgumentException e) {
      throw new UsageException("--label: " + e.getMessage());
    }
  }

  private static Cutoff date(String text) {
    try {
      return Cutoff.parse(text, "given with --cutoff");
    } catch (IllegalArgumentException e) {
      throw new UsageException("--cutoff: " + e.getMessage());
    }
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
