package assay.engine.tokenizer;

import assay.engine.format.MalformedModelException;
import assay.engine.format.MalformedModelException.FilePlace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/// A `*.tiktoken` file: each line the bytes of a token in Base64 and its rank, from 0 on. Ranks are
/// ids, and among neighbours those merge first whose joined bytes have the lowest rank.
///
/// Merges as byte-level BPE has them follow from the ranks: a token's two parts are what is left of
/// its bytes when all merges of lower rank are done.
///
/// Source: OpenAI, tiktoken, `load.py` and `src/lib.rs` (`byte_pair_merge`).
final class TiktokenFile {
  private final Path file;
  private final List<String> tokens = new ArrayList<>(); // in the alphabet of bytes
  private final Map<String, Integer> ranks = new HashMap<>();

  private TiktokenFile(Path file) {
    this.file = file;
  }

  /// Reads a file.
  ///
  /// @throws MalformedModelException if a line is no token, or a rank is missing
  static TiktokenFile read(Path file) throws IOException {
    TiktokenFile read = new TiktokenFile(file);
    int line = 0;
    for (String text : Files.readAllLines(file)) {
      line++;
      if (!text.isEmpty()) {
        read.add(line, text);
      }
    }
    return read;
  }

  private void add(int line, String text) {
    String[] parts = text.split(" ", -1);
    if (parts.length != 2 || !parts[1].equals(String.valueOf(tokens.size()))) {
      throw fault(line, "a token in Base64 and the rank " + tokens.size(), text);
    }
    try {
      String token = inAlphabet(Base64.getDecoder().decode(parts[0]));
      if (token.isEmpty() || ranks.putIfAbsent(token, tokens.size()) != null) {
        throw fault(line, "a token that is not empty and did not come before", text);
      }
      tokens.add(token);
    } catch (IllegalArgumentException _) {
      throw fault(line, "Base64", parts[0]);
    }
  }

  private MalformedModelException fault(int line, String expected, String found) {
    return new MalformedModelException(
        new FilePlace(file, "line " + line, OptionalLong.empty()),
        "this is no line of a tiktoken file",
        expected,
        found,
        "Fetch the file again");
  }

  private static String inAlphabet(byte[] bytes) {
    StringBuilder text = new StringBuilder(bytes.length);
    for (byte value : bytes) {
      text.append(ByteAlphabet.character(value & 0xFF));
    }
    return text.toString();
  }

  /// Returns the tokens in the alphabet of bytes, by their ranks.
  List<String> tokens() {
    return List.copyOf(tokens);
  }

  /// Returns the merges, each `left right`, in the order in which they merge. Tokens that no merge
  /// leads to have none: only whole pieces become them.
  List<String> merges() {
    List<String> merges = new ArrayList<>();
    for (int rank = 0; rank < tokens.size(); rank++) {
      List<String> parts = parts(tokens.get(rank), rank);
      if (parts.size() == 2) {
        merges.add(parts.get(0) + " " + parts.get(1));
      }
    }
    return merges;
  }

  /// Merges the bytes of a token by all ranks below its own.
  private List<String> parts(String token, int below) {
    List<String> parts = new ArrayList<>();
    for (int i = 0; i < token.length(); i++) {
      parts.add(token.substring(i, i + 1));
    }
    while (parts.size() > 1) {
      int best = -1;
      int lowest = below;
      for (int i = 0; i + 1 < parts.size(); i++) {
        int rank = ranks.getOrDefault(parts.get(i) + parts.get(i + 1), Integer.MAX_VALUE);
        if (rank < lowest) {
          lowest = rank;
          best = i;
        }
      }
      if (best < 0) {
        break;
      }
      parts.set(best, parts.get(best) + parts.remove(best + 1));
    }
    return parts;
  }
}
