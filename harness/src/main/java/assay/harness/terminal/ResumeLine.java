package assay.harness.terminal;

import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.ParseResult;

/// The command line that continues what another one began.
public final class ResumeLine {
  private static final String RESUME = "--resume";

  private ResumeLine() {}

  /// Returns the line as a shell takes it: the same, with `--resume` where the command has that
  /// option and it was not given.
  public static String of(ParseResult parsed, CommandLine command) {
    List<String> words = new ArrayList<>(List.of("assay"));
    words.addAll(parsed.originalArgs());
    if (isOptionOf(command) && !words.contains(RESUME)) {
      words.add(RESUME);
    }
    return ShellWords.joined(words);
  }

  /// Returns whether a command is continued by that option.
  public static boolean isOptionOf(CommandLine command) {
    return command.getCommandSpec().findOption(RESUME) != null;
  }

  /// Returns whether a command goes on where it stopped, with that option or as it is.
  public static boolean goesOn(CommandLine command) {
    return isOptionOf(command) || command.getCommand() instanceof Repeatable;
  }
}
