package assay.tasks.supergpqa;

import assay.tasks.DataException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// The prompt with five worked examples, as the authors keep it: `config/prompt/five-shot.yaml`, a
/// list `prompt_format` with one literal block, in which `{}` stands for the question and doubled
/// braces for braces, as Python's `str.format` reads them.
///
/// @param before what stands before the question
/// @param after what stands behind it
record FiveShotFile(String before, String after) {
  private static final String LIST = "prompt_format:";
  private static final String BLOCK = "- |";

  /// Reads the file.
  ///
  /// @throws DataException if it has not this form
  static FiveShotFile read(Path file) {
    List<String> lines;
    try {
      lines = Files.readAllLines(file);
    } catch (IOException e) {
      throw DataException.inFile(
          file.toString(),
          "cannot be read (%s); name the file with --shots".formatted(e.getMessage()));
    }
    if (lines.size() < 3
        || !lines.get(0).strip().equals(LIST)
        || !lines.get(1).strip().equals(BLOCK)) {
      throw malformed(file, "expected the list prompt_format with one literal block");
    }
    String template = block(file, lines.subList(2, lines.size()));
    int place = placeholder(template, 0);
    if (place < 0 || placeholder(template, place + 2) >= 0) {
      throw malformed(file, "expected {} once, in the place of the question");
    }
    return new FiveShotFile(
        plain(template.substring(0, place)), plain(template.substring(place + 2)));
  }

  /// Returns the block's text: without the indentation of its first line, with one line feed at its
  /// end.
  private static String block(Path file, List<String> lines) {
    int indent = lines.getFirst().length() - lines.getFirst().stripLeading().length();
    List<String> text = new ArrayList<>();
    for (String line : lines) {
      if (!line.isBlank() && !line.startsWith(" ".repeat(indent))) {
        throw malformed(file, "expected nothing behind the block, found \"%s\"".formatted(line));
      }
      text.add(line.length() <= indent ? "" : line.substring(indent));
    }
    while (text.getLast().isEmpty()) {
      text.removeLast();
    }
    return String.join("\n", text) + "\n";
  }

  /// Returns where `{}` stands at or behind an index that is no half of a doubled brace.
  private static int placeholder(String template, int from) {
    for (int i = from; i + 1 < template.length(); i++) {
      String two = template.substring(i, i + 2);
      if (two.equals("{}")) {
        return i;
      }
      i += two.equals("{{") || two.equals("}}") ? 1 : 0;
    }
    return -1;
  }

  private static String plain(String text) {
    return text.replace("{{", "{").replace("}}", "}");
  }

  private static DataException malformed(Path file, String problem) {
    return DataException.inFile(
        file.toString(),
        "is not SuperGPQA's five-shot prompt: %s. Name config/prompt/five-shot.yaml of its repository with --shots"
            .formatted(problem));
  }

  /// Returns the prompt of a question with its options.
  String of(String question) {
    return before + question + after;
  }
}
