package assay.tasks.padding;

import assay.results.Digests;
import assay.tasks.DataException;
import assay.tasks.padding.PaddingMaterial.Kind;
import assay.tasks.padding.PaddingMaterial.Piece;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Makes distractors of the paragraphs of text files in UTF-8; an empty line ends a paragraph.
public final class DocumentMaterial {
  private static final Pattern PARAGRAPH_END = Pattern.compile("\\R\\h*\\R\\s*");

  private DocumentMaterial() {}

  /// Returns the paragraphs of a file, or of all files below a folder in the order of their paths.
  ///
  /// @throws DataException if a file cannot be read or is not UTF-8, or there is no paragraph
  public static PaddingMaterial read(Path path) {
    List<Piece> pieces = new ArrayList<>();
    StringBuilder digests = new StringBuilder();
    for (Path file : files(path)) {
      String text = text(file);
      digests.append(Digests.ofText(text)).append('\n');
      PARAGRAPH_END
          .splitAsStream(text)
          .filter(paragraph -> !paragraph.isBlank())
          .forEach(paragraph -> pieces.add(Piece.of("", paragraph.strip())));
    }
    if (pieces.isEmpty()) {
      throw DataException.inFile(
          path.toString(), "has no paragraph. Name a text file, or a folder of text files");
    }
    return new PaddingMaterial(
        Kind.DOCUMENTS,
        path.toAbsolutePath().normalize().getFileName().toString(),
        Digests.ofText(digests.toString()),
        pieces);
  }

  private static List<Path> files(Path path) {
    if (Files.isRegularFile(path)) {
      return List.of(path);
    }
    try (Stream<Path> found = Files.walk(path)) {
      return found.filter(Files::isRegularFile).sorted().toList();
    } catch (IOException e) {
      throw DataException.inFile(path.toString(), "cannot be read: " + e).causedBy(e);
    }
  }

  private static String text(Path file) {
    try {
      return Files.readString(file, StandardCharsets.UTF_8);
    } catch (CharacterCodingException e) {
      throw DataException.inFile(
              file.toString(), "is not UTF-8. Documents to pad with are plain text")
          .causedBy(e);
    } catch (IOException e) {
      throw DataException.inFile(file.toString(), "cannot be read: " + e).causedBy(e);
    }
  }
}
