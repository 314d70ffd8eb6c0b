package assay.harness.help;

import picocli.AutoComplete;
import picocli.CommandLine;

/// A shell that completes command lines.
public enum Shell {
  /// GNU Bash.
  BASH,
  /// Z shell, by its loader of Bash's completions.
  ZSH,
  /// The friendly interactive shell.
  FISH;

  /// Returns the script that the shell reads to complete a program's command lines.
  ///
  /// @param program which is changed on the way, and cannot be run any more
  /// @param values that options take
  public String script(CommandLine program, ValueNames values) {
    return switch (this) {
      case BASH, ZSH -> {
        values.tell(program);
        yield AutoComplete.bash(program.getCommandName(), program);
      }
      case FISH -> new FishCompletion(program, values).script();
    };
  }
}
