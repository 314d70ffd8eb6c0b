package assay.harness.sweep;

import assay.harness.catalog.Catalog;
import assay.harness.experiment.Experiment;
import assay.harness.options.ExperimentFlags;
import assay.harness.run.Selection;
import assay.harness.run.Similar;
import assay.harness.run.UsageException;
import assay.harness.sweep.SweepPlan.LeftOut;
import assay.harness.sweep.SweepPlan.On;
import assay.harness.sweep.SweepPlan.Setting;
import assay.harness.sweep.SweepPlan.Texts;
import assay.harness.sweep.SweepPlan.Variant;
import assay.results.DataPlaces;
import assay.results.PlanCoordinates;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;

/// The experiments of a plan, whose values are read as [ExperimentFlags] reads those of a user.
public final class PlanExperiments {
  private final SweepPlan plan;
  private final Catalog catalog;
  private final Completing configured;
  private final Map<Rows, Integer> counted = new HashMap<>();

  /// Creates the experiments of one plan.
  ///
  /// @param configured what a user's configuration adds to each
  public PlanExperiments(SweepPlan plan, Catalog catalog, Completing configured) {
    this.configured = configured;
    this.plan = plan;
    this.catalog = catalog;
  }

  /// What a user's configuration adds to the options of a run.
  @FunctionalInterface
  public interface Completing {
    /// Returns the words with what is added.
    String[] completed(CommandSpec spec, String... words);
  }

  /// A variant with what it asks.
  ///
  /// @param samples how many are selected
  public record Planned(Variant variant, Experiment.Asked experiment, int samples) {
    /// Returns how many completions are asked for.
    public long calls() {
      return (long) samples * experiment.settings().attempts();
    }
  }

  /// What settles which samples there are, so that data is read once for all that agree in it.
  private record Rows(String suite, String window, DataPlaces places, Selection selection) {
    static Rows of(Experiment.Asked experiment) {
      return new Rows(
          experiment.task().suite(),
          experiment.task().window(),
          experiment.places(),
          experiment.selection());
    }
  }

  /// Refuses settings that describe no experiment.
  ///
  /// @param run the command whose options the plan's are
  /// @throws UsageException with the place of the first one
  public void requireOptions(CommandSpec run) {
    PlanOptions options = new PlanOptions(catalog);
    Stream<Setting> levels =
        plan.axes().stream()
            .flatMap(axis -> axis.levels().stream())
            .flatMap(level -> level.settings().stream());
    Stream.concat(plan.base().stream(), levels)
        .forEach(
            setting ->
                options
                    .find(setting.option())
                    .map(option -> PlanOptions.wrongType(option, setting))
                    .orElseGet(() -> Optional.of(unknown(setting.option(), options, run)))
                    .ifPresent(
                        problem -> {
                          throw plan.error(setting.place(), problem);
                        }));
  }

  private static String unknown(String option, PlanOptions options, CommandSpec run) {
    return run.findOption("--" + option) == null
        ? "assay run has no option --%s%s".formatted(option, Similar.hint(option, options.names()))
        : "--%s is for the sweep itself to set".formatted(option);
  }

  /// Returns what a variant asks.
  ///
  /// @throws UsageException if its options do not fit, with the plan's place where one is at fault
  /// @throws assay.tasks.DataException if the data is malformed
  public Planned of(Variant variant) {
    ExperimentFlags flags = new ExperimentFlags(catalog);
    try {
      CommandLine parser = PlanOptions.parser(flags);
      parser.parseArgs(configured.completed(parser.getCommandSpec(), values(variant)));
    } catch (ParameterException e) {
      throw refused(variant, e);
    }
    try {
      Experiment.Asked experiment =
          flags.experiment().at(new PlanCoordinates(variant.coordinates()));
      int samples = counted.computeIfAbsent(Rows.of(experiment), _ -> experiment.samples());
      return new Planned(variant, experiment, samples);
    } catch (UsageException e) {
      throw new UsageException(
          "%s: variant %s: %s".formatted(plan.file(), variant.name(), e.getMessage()));
    }
  }

  private UsageException refused(Variant variant, ParameterException e) {
    String problem = "variant %s: %s".formatted(variant.name(), e.getMessage());
    Setting setting =
        e.getArgSpec() instanceof OptionSpec option
            ? variant.settings().get(PlanOptions.name(option))
            : null;
    return setting == null
        ? new UsageException(plan.file() + ": " + problem)
        : plan.error(setting.place(), problem);
  }

  /// Joined by the sign, a value that begins with a dash stays a value.
  private static String[] values(Variant variant) {
    return variant.settings().values().stream()
        .flatMap(
            setting -> {
              String option = "--" + setting.option();
              return switch (setting.value()) {
                case LeftOut _ -> Stream.empty();
                case On _ -> Stream.of(option);
                case Texts given -> given.texts().stream().map(text -> option + "=" + text);
              };
            })
        .toArray(String[]::new);
  }
}
