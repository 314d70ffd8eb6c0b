package assay.harness.configuration;

import assay.harness.catalog.Catalog;
import assay.harness.help.OptionGroup;
import assay.harness.options.ExperimentFlags;
import assay.harness.sweep.SweepPlan.LeftOut;
import assay.harness.sweep.SweepPlan.On;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;

/// The options that a configuration may speak of: those that settle what a run measures and how.
final class ConfigurableOptions {
  /// What each run says for itself, and what a named endpoint says by keys of its own.
  private static final Set<String> NOT_DEFAULTS = Set.of("suite", "model", "samples", "header");

  private final TreeMap<String, OptionSpec> options = new TreeMap<>();
  private final CommandLine parser;

  ConfigurableOptions(Catalog catalog) {
    parser =
        new CommandLine(new ExperimentFlags(catalog)).setCaseInsensitiveEnumValuesAllowed(true);
    parser
        .getCommandSpec()
        .options()
        .forEach(option -> options.put(option.longestName().substring(2), option));
  }

  /// Returns the options that may have a default.
  List<String> defaults() {
    return options.keySet().stream().filter(name -> !NOT_DEFAULTS.contains(name)).toList();
  }

  /// Returns the options that an endpoint may have beside its own keys.
  List<String> ofEndpoints() {
    return options.keySet().stream()
        .filter(name -> OptionGroup.of(options.get(name)) == OptionGroup.ENDPOINT)
        .filter(name -> !NOT_DEFAULTS.contains(name))
        .toList();
  }

  OptionSpec option(String name) {
    return options.get(name);
  }

  /// Returns why an option cannot have the value that is said of it.
  Optional<String> problem(Entry entry) {
    OptionSpec option = options.get(entry.option());
    boolean flag = option.arity().max() == 0;
    if (entry.value() instanceof LeftOut) {
      return Optional.empty();
    }
    if (flag != entry.value() instanceof On) {
      return Optional.of(
          flag
              ? "%s is true or false; found %s".formatted(entry.option(), entry.shown())
              : "%s takes a value (%s); found true".formatted(entry.option(), option.paramLabel()));
    }
    if (entry.words().size() > 1 && !option.isMultiValue()) {
      return Optional.of("%s takes one value; found a list".formatted(entry.option()));
    }
    try {
      parser.parseArgs(
          Stream.concat(Stream.of("--suite=x", "--model=x"), entry.words().stream())
              .toArray(String[]::new));
      return Optional.empty();
    } catch (ParameterException e) {
      return Optional.of(e.getMessage());
    }
  }
}
