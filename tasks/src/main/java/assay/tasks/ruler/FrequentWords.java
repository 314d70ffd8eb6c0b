package assay.tasks.ruler;

import assay.scorers.choice.PythonRandom;
import assay.tasks.draw.PythonDraw;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.TreeSet;

/// Frequent words extraction: a text of made-up words whose numbers fall with the square of their
/// rank, of which the most frequent is noise.
///
/// Source: [NVIDIA/RULER at
/// c3f5e3b](https://github.com/NVIDIA/RULER/tree/c3f5e3b4f87f97e048793bb510a3a6b19a46bf3a),
/// `scripts/data/synthetic/freq_words_extraction.py`.
final class FrequentWords implements ItemMaker {
  private static final String LETTERS = "abcdefghijklmnopqrstuvwxyz";
  private static final String NOISE = "...";
  private static final int LETTERS_EACH = 6;
  private static final int TOKENS_A_WORD = 50;
  private static final int STEPS = 32;
  private static final int ASKED = 3;
  private static final int LEAST_WORDS = ASKED + 1;

  /// Riemann's zeta function of 2.
  private static final double ZETA = Math.PI * Math.PI / 6;

  private final Making making;
  private final PythonRandom random;
  private final int room;
  private final int words;

  FrequentWords(Making making) {
    this.making = making;
    random = making.fresh();
    room = making.room() - Family.FREQUENT_WORDS.answerTokens();
    if (room / TOKENS_A_WORD < LEAST_WORDS) {
      throw making.tooShort(
          LEAST_WORDS * TOKENS_A_WORD + Family.FREQUENT_WORDS.answerTokens() + making.reserved());
    }
    words = most(vocabulary());
  }

  private int step() {
    return room / STEPS;
  }

  /// Returns how many words a text may be asked to have before it is too long.
  private int most(List<String> vocabulary) {
    int count = room / LETTERS_EACH;
    while (making.tokens(text(vocabulary, count)) < room) {
      count += step();
    }
    return count - step();
  }

  @Override
  public Item next() {
    List<String> vocabulary = vocabulary();
    int count = words;
    String text = text(vocabulary, count);
    while (making.tokens(text) > room) {
      count -= step();
      if (count < 0) {
        throw making.tooShort(making.tokens(text(vocabulary, 0)) + making.length() - room);
      }
      text = text(vocabulary, count);
    }
    return new Item(
        text,
        vocabulary.subList(1, 1 + ASKED),
        making.tokens(text) + Family.FREQUENT_WORDS.answerTokens());
  }

  private List<String> vocabulary() {
    int size = room / TOKENS_A_WORD;
    HashSet<String> distinct = new HashSet<>();
    for (int i = 0; i < size; i++) {
      distinct.add(PythonDraw.letters(random, LETTERS, LETTERS_EACH));
    }
    while (distinct.size() < size) {
      distinct.add(PythonDraw.letters(random, LETTERS, LETTERS_EACH));
    }
    List<String> vocabulary = new ArrayList<>(new TreeSet<>(distinct));
    PythonDraw.shuffle(making.fresh(), vocabulary);
    vocabulary.set(0, NOISE);
    return vocabulary;
  }

  private String text(List<String> vocabulary, int count) {
    List<String> all = new ArrayList<>();
    for (int rank = 1; rank <= vocabulary.size(); rank++) {
      int times = (int) (count * Math.pow(rank, -2.0) / ZETA);
      for (int i = 0; i < times; i++) {
        all.add(vocabulary.get(rank - 1));
      }
    }
    PythonDraw.shuffle(making.fresh(), all);
    return Family.FREQUENT_WORDS.template().replace("{context}", String.join(" ", all));
  }
}
