package assay.tasks.ruler;

import assay.results.Digests;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/// The project's own texts in the place of those that the scripts of RULER read: lists of nouns,
/// adjectives and verbs for those of the package `wonderwords`, an essay for Paul Graham's, and
/// pairs of nouns for the list of English words that takes over where more words are needed than
/// the lists have.
///
/// The originals are others' texts, or downloads. A haystack that is longer than the essay repeats
/// it, as the script does with its own.
///
/// @param keys an adjective and a noun each, sorted
/// @param words nouns, adjectives and verbs, sorted
/// @param nouns of which longer lists are made
/// @param essayWords the essay's words
record Material(
    List<String> keys, List<String> words, List<String> nouns, List<String> essayWords) {
  private static final String FOLDER = "/assay/tasks/ruler/";
  private static final List<String> FILES =
      List.of("nouns.txt", "adjectives.txt", "verbs.txt", "essay.txt");

  Material {
    keys = List.copyOf(keys);
    words = List.copyOf(words);
    nouns = List.copyOf(nouns);
    essayWords = List.copyOf(essayWords);
  }

  /// Returns the project's texts.
  static Material own() {
    List<String> nouns = lines(FILES.get(0));
    List<String> adjectives = lines(FILES.get(1));
    TreeSet<String> words = new TreeSet<>(nouns);
    words.addAll(adjectives);
    words.addAll(lines(FILES.get(2)));
    TreeSet<String> keys = new TreeSet<>();
    adjectives.forEach(adjective -> nouns.forEach(noun -> keys.add(adjective + "-" + noun)));
    List<String> essay = List.of(text(FILES.get(3)).replaceAll("\\s+", " ").split(" ", -1));
    return new Material(List.copyOf(keys), List.copyOf(words), nouns, essay);
  }

  /// Returns the SHA-256 (hex) of all of them.
  static String digest() {
    return Digests.ofText(String.join("\n", FILES.stream().map(Material::text).toList()));
  }

  /// Returns how many pairs of nouns there are.
  int pairs() {
    return nouns.size() * (nouns.size() - 1);
  }

  /// Returns a pair of two nouns, counted through by the first, then by the second.
  String pair(int index) {
    int others = nouns.size() - 1;
    int first = index / others;
    int second = index % others;
    return nouns.get(first) + nouns.get(second < first ? second : second + 1);
  }

  /// Returns the first words of the essay, which begins anew at its end.
  String essay(int count) {
    List<String> text = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      text.add(essayWords.get(i % essayWords.size()));
    }
    return String.join(" ", text);
  }

  private static List<String> lines(String file) {
    return text(file).lines().toList();
  }

  private static String text(String file) {
    try (InputStream in = Material.class.getResourceAsStream(FOLDER + file)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
