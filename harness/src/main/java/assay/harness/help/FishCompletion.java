package assay.harness.help;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/// Completion for fish, which reads one line for each command and option.
///
/// Source: the manual of fish, `complete`.
final class FishCompletion {
  private final CommandLine program;
  private final ValueNames values;

  FishCompletion(CommandLine program, ValueNames values) {
    this.program = program;
    this.values = values;
  }

  String script() {
    StringBuilder script = new StringBuilder(function(program.getCommandName()));
    command(script, program, List.of());
    return script.toString();
  }

  /// The function is true where the words behind the program begin with its arguments; with
  /// `--only`, where no further command stands behind them.
  private static String function(String name) {
    return """
    function __%1$s_at
        set -l words (commandline -opc)
        set -e words[1]
        set -l only no
        if test "$argv[1]" = --only
            set only yes
            set -e argv[1]
        end
        for i in (seq (count $argv))
            test "$words[$i]" = "$argv[$i]"; or return 1
        end
        set -l next (math (count $argv) + 1)
        test $only = no; or not string match -qr '^[^-]' -- "$words[$next]"
    end
    complete -c %1$s -f
    """
        .formatted(name);
  }

  private void command(StringBuilder script, CommandLine command, List<String> path) {
    CommandSpec spec = command.getCommandSpec();
    spec.options().stream()
        .filter(option -> !option.hidden())
        .forEach(option -> option(script, option, path));
    boolean files =
        spec.positionalParameters().stream()
            .anyMatch(each -> each.auxiliaryTypes()[0] == Path.class);
    if (files) {
      line(script, path, false, "-F");
    }
    command
        .getSubcommands()
        .forEach(
            (name, below) -> {
              String words = summary(below.getCommandSpec().usageMessage().description());
              line(script, path, true, "-a %s -d %s".formatted(name, quoted(words)));
              List<String> deeper = new ArrayList<>(path);
              deeper.add(name);
              command(script, below, deeper);
            });
  }

  private void option(StringBuilder script, OptionSpec option, List<String> path) {
    String names =
        Arrays.stream(option.names())
            .map(
                name ->
                    name.startsWith("--") ? "-l " + name.substring(2) : "-s " + name.substring(1))
            .collect(Collectors.joining(" "));
    String words = "-d " + quoted(summary(option.description()));
    line(script, path, false, names + value(option) + " " + words);
  }

  private String value(OptionSpec option) {
    if (option.arity().max() == 0) {
      return "";
    }
    List<String> known = values.of(option);
    if (!known.isEmpty()) {
      return " -x -a " + quoted(String.join(" ", known));
    }
    return ValueNames.isFile(option) ? " -r -F" : " -x";
  }

  private void line(StringBuilder script, List<String> path, boolean only, String what) {
    List<String> condition =
        new ArrayList<>(List.of("__%s_at".formatted(program.getCommandName())));
    if (only) {
      condition.add("--only");
    }
    condition.addAll(path);
    script.append(
        "complete -c %s -n %s %s\n"
            .formatted(program.getCommandName(), quoted(String.join(" ", condition)), what));
  }

  /// Returns the first sentence, or what comes before a colon or a bracket.
  private static String summary(String[] description) {
    String text = description.length == 0 ? "" : description[0];
    return text.replace("%%", "%")
        .replaceFirst("(?s)(?:[.:;] | \\().*", "")
        .replaceFirst("\\.$", "");
  }

  private static String quoted(String text) {
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
  }
}
