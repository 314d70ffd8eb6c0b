package assay.reports.axes;

import assay.reports.difficulty.Difficulty;
import assay.reports.doubt.DoubtfulKeys;
import assay.results.divergence.Divergence;
import assay.results.published.Cutoff;
import assay.results.published.PublishedModels;
import assay.results.speed.MeasuredSpeed;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/// What a report is told about models besides their runs.
///
/// @param models facts on them, the user's own before the registry
/// @param cutoff the end of every model's training data, in place of what the models say
/// @param labels family and variant by run name or model name, where the names do not tell
/// @param difficulty of the questions, by which scores of drawn ones are adjusted
/// @param divergences of files from the ones that they were made from
/// @param doubtful questions without which scores are given too
/// @param speeds of models behind sequences of several lengths
public record AxisOptions(
    PublishedModels models,
    Optional<Cutoff> cutoff,
    Map<String, ModelLabel> labels,
    Optional<Difficulty> difficulty,
    List<Divergence> divergences,
    Optional<DoubtfulKeys> doubtful,
    List<MeasuredSpeed> speeds) {
  /// The registry alone.
  public static final AxisOptions DEFAULT =
      new AxisOptions(PublishedModels.bundled(), Optional.empty(), Map.of());

  public AxisOptions {
    Objects.requireNonNull(models);
    Objects.requireNonNull(cutoff);
    labels = Map.copyOf(labels);
    Objects.requireNonNull(difficulty);
    divergences = List.copyOf(divergences);
    Objects.requireNonNull(doubtful);
    speeds = List.copyOf(speeds);
  }

  /// Returns these options with difficulties, or without.
  public AxisOptions with(Optional<Difficulty> known) {
    return new AxisOptions(models, cutoff, labels, known, divergences, doubtful, speeds);
  }

  /// Returns these options with divergences.
  public AxisOptions with(List<Divergence> measured) {
    return new AxisOptions(models, cutoff, labels, difficulty, measured, doubtful, speeds);
  }

  /// Returns these options with questions in doubt, or without.
  public AxisOptions without(Optional<DoubtfulKeys> named) {
    return new AxisOptions(models, cutoff, labels, difficulty, divergences, named, speeds);
  }

  /// Returns these options with measured speeds.
  public AxisOptions withSpeeds(List<MeasuredSpeed> measured) {
    return new AxisOptions(models, cutoff, labels, difficulty, divergences, doubtful, measured);
  }

  /// Returns options without difficulties, divergences, doubts and speeds.
  public AxisOptions(
      PublishedModels models, Optional<Cutoff> cutoff, Map<String, ModelLabel> labels) {
    this(models, cutoff, labels, Optional.empty(), List.of(), Optional.empty(), List.of());
  }
}
