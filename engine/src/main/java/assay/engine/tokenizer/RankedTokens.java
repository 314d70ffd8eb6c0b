package assay.engine.tokenizer;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Tokens of byte-level BPE by their ranks, among whose neighbours those merge first whose joined
/// bytes have the lowest rank. Merges as other files have them follow from the ranks: a token's two
/// parts are what is left of its bytes when all merges of lower rank are done.
///
/// Source: OpenAI, tiktoken, `src/lib.rs` (`byte_pair_merge`).
final class RankedTokens {
  private final List<String> tokens = new ArrayList<>(); // in the alphabet of bytes
  private final Map<String, Integer> ranks = new HashMap<>();

  /// Adds the token of the next rank.
  ///
  /// @return whether it is not empty and did not come before
  boolean add(byte[] bytes) {
    String token = inAlphabet(bytes);
    if (token.isEmpty() || ranks.putIfAbsent(token, tokens.size()) != null) {
      return false;
    }
    tokens.add(token);
    return true;
  }

  int size() {
    return tokens.size();
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
