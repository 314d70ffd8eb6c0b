package assay.harness.terminal;

import java.util.List;
import java.util.stream.Collectors;

/// Words as a POSIX shell takes them.
public final class ShellWords {
  private ShellWords() {}

  /// Returns a word that a shell reads as exactly this text.
  public static String quoted(String word) {
    return word.matches("[A-Za-z0-9_./:=,@%+-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
  }

  /// Returns a command line that a shell reads as exactly these words.
  public static String joined(List<String> words) {
    return words.stream().map(ShellWords::quoted).collect(Collectors.joining(" "));
  }
}
