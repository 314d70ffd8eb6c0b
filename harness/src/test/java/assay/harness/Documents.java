package assay.harness;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Code;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.Image;
import org.commonmark.node.IndentedCodeBlock;
import org.commonmark.node.Link;
import org.commonmark.parser.Parser;

/// What the documents of the repository say in code font.
final class Documents {
  static final Path ROOT = Path.of("").toAbsolutePath().getParent();

  private Documents() {}

  /// One piece of code in a document.
  ///
  /// @param file the document, below the repository
  /// @param text what stands there: of a block, one line
  record Mention(Path file, String text) {}

  /// Returns the documents that are held against the code.
  static List<Path> files() throws IOException {
    List<Path> files = new ArrayList<>();
    for (String name : List.of("README.md", "ARCHITECTURE.md", "CONTRIBUTING.md")) {
      files.add(ROOT.resolve(name));
    }
    try (Stream<Path> folders = Files.list(ROOT);
        Stream<Path> decisions = Files.list(ROOT.resolve("decisions"))) {
      folders.map(folder -> folder.resolve("README.md")).filter(Files::exists).forEach(files::add);
      decisions.filter(file -> file.toString().endsWith(".md")).forEach(files::add);
    }
    files.addAll(ShownCommands.pages());
    return files.stream().distinct().sorted().toList();
  }

  /// Returns where the links of a document lead, those to other places than files left out.
  static List<String> links(String markdown) {
    List<String> links = new ArrayList<>();
    Parser.builder()
        .build()
        .parse(markdown)
        .accept(
            new AbstractVisitor() {
              @Override
              public void visit(Link link) {
                links.add(link.getDestination());
                visitChildren(link);
              }

              @Override
              public void visit(Image image) {
                links.add(image.getDestination());
              }
            });
    return links.stream()
        .filter(link -> !link.matches("(https?:|#).*"))
        .map(link -> link.replaceFirst("#.*", ""))
        .toList();
  }

  static List<Mention> mentions(Path file, String markdown) {
    List<Mention> mentions = new ArrayList<>();
    Parser.builder()
        .build()
        .parse(markdown)
        .accept(
            new AbstractVisitor() {
              @Override
              public void visit(Code code) {
                // A span that goes over the end of a line is one text.
                mentions.add(new Mention(file, code.getLiteral().replaceAll("\\s+", " ").strip()));
              }

              @Override
              public void visit(FencedCodeBlock block) {
                lines(block.getLiteral());
              }

              @Override
              public void visit(IndentedCodeBlock block) {
                lines(block.getLiteral());
              }

              private void lines(String block) {
                block.lines().forEach(line -> mentions.add(new Mention(file, line.strip())));
              }
            });
    return mentions;
  }
}
