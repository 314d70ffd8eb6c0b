package assay.harness.demo;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/// Learns the merges of a byte-level BPE from a text, for the demo's model.
///
/// Source: Sennrich et al. 2016, "Neural Machine Translation of Rare Words with Subword Units"; the
/// byte alphabet is GPT-2's. Ties go to the pair that sorts first, so the same text gives the same
/// merges.
final class BytePairTrainer {
  /// Qwen2's split of a text into words, as its tokenizer.json states it.
  private static final Pattern WORDS =
      Pattern.compile(
          "(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\\r\\n\\p{L}\\p{N}]?\\p{L}+|\\p{N}"
              + "| ?[^\\s\\p{L}\\p{N}]+[\\r\\n]*|\\s*[\\r\\n]+|\\s+(?!\\S)|\\s+",
          Pattern.UNICODE_CHARACTER_CLASS);

  private BytePairTrainer() {}

  /// Returns the character that stands for a byte in the vocabulary.
  static String symbol(int value) {
    if (printable(value)) {
      return String.valueOf((char) value);
    }
    long rank = IntStream.range(0, value).filter(other -> !printable(other)).count();
    return String.valueOf((char) (0x100 + rank));
  }

  private static boolean printable(int value) {
    return (value >= '!' && value <= '~') || (value >= 0xA1 && value <= 0xAC) || value >= 0xAE;
  }

  /// Returns at most `count` merges, each as two symbols with a space between them.
  static List<String> merges(String text, int count) {
    Map<List<String>, Integer> words = words(text);
    List<String> merges = new ArrayList<>();
    while (merges.size() < count) {
      Map<String, Integer> pairs = new TreeMap<>();
      words.forEach(
          (word, times) -> {
            for (int i = 0; i + 1 < word.size(); i++) {
              pairs.merge(word.get(i) + " " + word.get(i + 1), times, Integer::sum);
            }
          });
      String best = "";
      int most = 1;
      for (Map.Entry<String, Integer> pair : pairs.entrySet()) {
        if (pair.getValue() > most) {
          best = pair.getKey();
          most = pair.getValue();
        }
      }
      if (best.isEmpty()) {
        break;
      }
      merges.add(best);
      words = merge(words, best);
    }
    return merges;
  }

  private static Map<List<String>, Integer> words(String text) {
    Map<List<String>, Integer> words = new LinkedHashMap<>();
    Matcher matcher = WORDS.matcher(text);
    while (matcher.find()) {
      List<String> symbols = new ArrayList<>();
      for (byte value : matcher.group().getBytes(StandardCharsets.UTF_8)) {
        symbols.add(symbol(Byte.toUnsignedInt(value)));
      }
      words.merge(symbols, 1, Integer::sum);
    }
    return words;
  }

  private static Map<List<String>, Integer> merge(Map<List<String>, Integer> words, String pair) {
    int space = pair.indexOf(' ');
    String left = pair.substring(0, space);
    String right = pair.substring(space + 1);
    Map<List<String>, Integer> merged = new LinkedHashMap<>();
    words.forEach(
        (word, times) -> {
          List<String> symbols = new ArrayList<>();
          for (int i = 0; i < word.size(); i++) {
            boolean joins =
                i + 1 < word.size() && word.get(i).equals(left) && word.get(i + 1).equals(right);
            symbols.add(joins ? left + right : word.get(i));
            i += joins ? 1 : 0;
          }
          merged.merge(symbols, times, Integer::sum);
        });
    return merged;
  }
}
