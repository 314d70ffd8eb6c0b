package assay.engine.tokenizer;

import assay.engine.format.MalformedModelException;
import assay.engine.format.MalformedModelException.FilePlace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.OptionalLong;

/// A `*.tiktoken` file: each line the bytes of a token in Base64 and its rank, from 0 on. Ranks are
/// ids.
///
/// Source: OpenAI, tiktoken, `load.py`.
final class TiktokenFile {
  private TiktokenFile() {}

  /// Reads a file.
  ///
  /// @throws MalformedModelException if a line is no token, or a rank is missing
  static RankedTokens read(Path file) throws IOException {
    RankedTokens tokens = new RankedTokens();
    int line = 0;
    for (String text : Files.readAllLines(file)) {
      line++;
      if (!text.isEmpty()) {
        add(tokens, file, line, text);
      }
    }
    return tokens;
  }

  private static void add(RankedTokens tokens, Path file, int line, String text) {
    String[] parts = text.split(" ", -1);
    if (parts.length != 2 || !parts[1].equals(String.valueOf(tokens.size()))) {
      throw fault(file, line, "a token in Base64 and the rank " + tokens.size(), text);
    }
    byte[] bytes;
    try {
      bytes = Base64.getDecoder().decode(parts[0]);
    } catch (IllegalArgumentException _) {
      throw fault(file, line, "Base64", parts[0]);
    }
    if (!tokens.add(bytes)) {
      throw fault(file, line, "a token that is not empty and did not come before", text);
    }
  }

  private static MalformedModelException fault(Path file, int line, String expected, String found) {
    return new MalformedModelException(
        new FilePlace(file, "line " + line, OptionalLong.empty()),
        "this is no line of a tiktoken file",
        expected,
        found,
        "Fetch the file again");
  }
}
