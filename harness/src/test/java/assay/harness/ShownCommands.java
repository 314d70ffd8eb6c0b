package assay.harness;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.IndentedCodeBlock;
import org.commonmark.parser.Parser;

/// The commands that pages for readers show, with what the pages say that they print.
///
/// A block of the language `console` is a terminal: lines after `$ ` are typed, a backslash goes
/// on, and the others are printed. In any other block each line that begins with `assay` is typed.
final class ShownCommands {
  private ShownCommands() {}

  /// One command on a page.
  ///
  /// @param page below the repository
  /// @param number of the command on its page
  /// @param typed the whole line
  /// @param printed the lines that the page shows below it
  record Shown(String page, int number, String typed, List<String> printed) {
    ShellLine line() {
      return ShellLine.of(typed);
    }

    @Override
    public String toString() {
      return page + ": " + typed;
    }
  }

  /// Returns the pages whose commands are run: the front page and those under `docs`.
  static List<Path> pages() throws IOException {
    try (Stream<Path> files = Files.walk(Documents.ROOT.resolve("docs"))) {
      return Stream.concat(
              Stream.of(Documents.ROOT.resolve("README.md")),
              files.filter(file -> file.toString().endsWith(".md")).sorted())
          .filter(file -> !file.startsWith(Documents.ROOT.resolve("docs/reference")))
          .toList();
    }
  }

  /// Returns the commands of a page in their order.
  static List<Shown> of(Path page) throws IOException {
    return of(Documents.ROOT.relativize(page).toString(), Files.readString(page));
  }

  static List<Shown> of(String page, String markdown) {
    List<Shown> shown = new ArrayList<>();
    Parser.builder()
        .build()
        .parse(markdown)
        .accept(
            new AbstractVisitor() {
              @Override
              public void visit(FencedCodeBlock block) {
                List<String> lines = block.getLiteral().lines().toList();
                if ("console".equals(block.getInfo())) {
                  terminal(page, lines, shown);
                } else {
                  typed(page, lines, shown);
                }
              }

              @Override
              public void visit(IndentedCodeBlock block) {
                typed(page, block.getLiteral().lines().toList(), shown);
              }
            });
    return shown;
  }

  private static void terminal(String page, List<String> lines, List<Shown> shown) {
    for (int at = 0; at < lines.size(); ) {
      if (!lines.get(at).startsWith("$ ")) {
        throw new AssertionError(page + ": a terminal begins with what is typed: " + lines.get(at));
      }
      StringBuilder typed = new StringBuilder(lines.get(at++).substring(2));
      while (typed.charAt(typed.length() - 1) == '\\') {
        typed.setLength(typed.length() - 1);
        typed.append(lines.get(at++).strip());
      }
      int end = at;
      while (end < lines.size() && !lines.get(end).startsWith("$ ")) {
        end++;
      }
      shown.add(
          new Shown(page, shown.size(), typed.toString(), List.copyOf(lines.subList(at, end))));
      at = end;
    }
  }

  private static void typed(String page, List<String> lines, List<Shown> shown) {
    StringBuilder whole = new StringBuilder();
    for (String line : lines) {
      if (whole.isEmpty() && !line.strip().matches("(\\./)?assay( .*)?")) {
        continue;
      }
      whole.append(line.strip().replaceFirst("\\\\$", ""));
      if (!line.endsWith("\\")) {
        shown.add(new Shown(page, shown.size(), whole.toString(), List.of()));
        whole.setLength(0);
      }
    }
  }
}
