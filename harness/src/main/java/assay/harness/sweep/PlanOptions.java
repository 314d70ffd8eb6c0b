package assay.harness.sweep;

import assay.harness.catalog.Catalog;
import assay.harness.options.ExperimentFlags;
import assay.harness.sweep.SweepPlan.LeftOut;
import assay.harness.sweep.SweepPlan.On;
import assay.harness.sweep.SweepPlan.Setting;
import assay.harness.sweep.SweepPlan.Texts;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/// The options that a plan may set: all that settle what an experiment measures.
final class PlanOptions {
  private final List<OptionSpec> options;

  PlanOptions(Catalog catalog) {
    options =
        parser(new ExperimentFlags(catalog)).getCommandSpec().options().stream()
            .sorted(Comparator.comparing(PlanOptions::name))
            .toList();
  }

  /// Returns what reads the options of one experiment.
  static CommandLine parser(ExperimentFlags flags) {
    return new CommandLine(flags).setCaseInsensitiveEnumValuesAllowed(true);
  }

  /// Returns an option's name as plans have it.
  static String name(OptionSpec option) {
    return option.longestName().substring(2);
  }

  /// Returns whether an option is there or not, and has no value.
  static boolean isFlag(OptionSpec option) {
    return option.arity().max() == 0;
  }

  List<OptionSpec> all() {
    return options;
  }

  List<String> names() {
    return options.stream().map(PlanOptions::name).toList();
  }

  Optional<OptionSpec> find(String name) {
    return options.stream().filter(option -> name(option).equals(name)).findFirst();
  }

  /// Returns why an option cannot take what a plan says of it.
  static Optional<String> wrongType(OptionSpec option, Setting setting) {
    return switch (setting.value()) {
      case LeftOut _ -> Optional.empty();
      case On _ when !isFlag(option) ->
          Optional.of(
              "%s takes a value (%s); found true".formatted(name(option), option.paramLabel()));
      case On _ -> Optional.empty();
      case Texts given when isFlag(option) ->
          Optional.of(
              "%s is true, false or null; found %s"
                  .formatted(name(option), String.join(", ", given.texts())));
      case Texts given when given.texts().size() > 1 && !option.isMultiValue() ->
          Optional.of("%s takes one value; found a list".formatted(name(option)));
      case Texts _ -> Optional.empty();
    };
  }
}
