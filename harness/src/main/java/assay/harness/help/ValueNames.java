package assay.harness.help;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.StreamSupport;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/// What a shell may offer as the value of an option.
///
/// @param words by the option's name, such as `--suite`
public record ValueNames(Map<String, List<String>> words) {
  /// Options that take a file among other things, which their type does not tell.
  private static final List<String> FILES = List.of("--model", "--candidate", "--baseline");

  public ValueNames {
    words = Map.copyOf(words);
  }

  /// Returns whether an option's value may be a file or a folder.
  static boolean isFile(OptionSpec option) {
    return FILES.contains(option.longestName()) || option.auxiliaryTypes()[0] == Path.class;
  }

  /// Returns the words that an option takes; empty where they are not known.
  List<String> of(OptionSpec option) {
    if (words.containsKey(option.longestName())) {
      return words.get(option.longestName());
    }
    return option.completionCandidates() == null
        ? List.of()
        : StreamSupport.stream(option.completionCandidates().spliterator(), false)
            .map(word -> word.toLowerCase(Locale.ROOT))
            .toList();
  }

  /// Has the options of a command, and of all below it, say which values they take, so that
  /// picocli's own completion knows them. It keeps the words of an option by its label, so that
  /// each gets a label of its own.
  void tell(CommandLine command) {
    CommandSpec spec = command.getCommandSpec();
    for (OptionSpec option : List.copyOf(spec.options())) {
      List<String> known = of(option);
      if (option.group() == null && (!known.isEmpty() || isFile(option))) {
        spec.remove(option);
        spec.addOption(telling(option, known));
      }
    }
    command.getSubcommands().values().forEach(this::tell);
  }

  private static OptionSpec telling(OptionSpec option, List<String> known) {
    OptionSpec.Builder telling =
        OptionSpec.builder(option.names())
            .arity(option.arity().toString())
            .paramLabel(option.longestName().substring(2));
    return known.isEmpty()
        ? telling.type(Path.class).build()
        : telling.type(String.class).completionCandidates(known).build();
  }
}
