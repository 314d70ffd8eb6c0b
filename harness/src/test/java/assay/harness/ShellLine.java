package assay.harness;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/// A command line as documents and help pages show it, taken apart as a shell would.
///
/// @param settings what stands before the program, such as `NAME=value`
/// @param words the program and its arguments, without quotes
/// @param target of a redirection of standard output
/// @param piped whether another program reads the output
/// @param elided whether `...` stands for words that are left out
record ShellLine(
    List<String> settings,
    List<String> words,
    Optional<String> target,
    boolean piped,
    boolean elided) {
  private static final Pattern WORD = Pattern.compile("(?:\"[^\"]*\"|'[^']*'|[^\\s\"'])+");
  private static final Pattern QUOTED = Pattern.compile("\"([^\"]*)\"|'([^']*)'");

  /// Takes a line apart; what stands behind a `#` is a remark.
  static ShellLine of(String line) {
    List<String> settings = new ArrayList<>();
    List<String> words = new ArrayList<>();
    Optional<String> target = Optional.empty();
    boolean piped = false;
    List<String> all = words(line.replaceFirst("^\\s*source <\\((.*)\\)$", "$1"));
    for (int at = 0; at < all.size() && !piped; at++) {
      String word = all.get(at);
      if (word.equals("|")) {
        piped = true;
      } else if (word.equals(">")) {
        target = Optional.of(all.get(++at));
      } else if (words.isEmpty() && word.matches("[A-Z_]+=.*")) {
        settings.add(word);
      } else if (!word.equals("...")) {
        words.add(word);
      }
    }
    return new ShellLine(settings, words, target, piped, all.contains("..."));
  }

  /// Returns whether it starts this program.
  boolean isAssay() {
    return !words.isEmpty() && words.getFirst().matches("(\\./)?assay");
  }

  /// Returns the arguments of the program.
  String[] arguments() {
    return words.subList(1, words.size()).toArray(String[]::new);
  }

  private static List<String> words(String line) {
    return WORD.matcher(line)
        .results()
        .map(MatchResult::group)
        .takeWhile(word -> !word.startsWith("#"))
        .map(word -> QUOTED.matcher(word).replaceAll("$1$2"))
        .toList();
  }
}
