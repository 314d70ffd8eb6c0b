package assay.tasks.gpqa;

import assay.results.Sample;
import assay.scorers.choice.PythonRandom;
import assay.tasks.Dataset;
import assay.tasks.draw.PythonDraw;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// Questions whose options each attempt has in an order of its own, as simple-evals draws them: one
/// sequence of random numbers gives every question its first order, in the order of the data, then
/// every question its second, and so on. An order depends on the question's row and the number of
/// rows, not on which questions are asked.
///
/// Source: [openai/simple-evals at ee3b031](https://github.com/openai/simple-evals/tree/ee3b031),
/// `GPQAEval.__init__`.
final class PermutedQuestions implements Dataset {
  private static final int SEED = 0;

  private final Dataset questions;
  private final PythonRandom random = new PythonRandom(SEED);
  private final List<int[]> orders = new ArrayList<>();
  private final Map<String, Integer> rows = new HashMap<>();

  /// Takes questions whose right option comes first.
  PermutedQuestions(Dataset questions) {
    this.questions = questions;
  }

  @Override
  public String source() {
    return questions.source();
  }

  @Override
  public String digest() {
    return questions.digest();
  }

  /// Returns the questions with the options in the order of the first attempt.
  @Override
  public Stream<Sample> open() {
    int[] row = {0};
    return questions.open().map(question -> permuted(question, order(row[0]++)));
  }

  @Override
  public Sample asAsked(Sample sample, int attempt) {
    if (attempt == 0) {
      return sample;
    }
    Map<String, Integer> all = rows();
    int row = all.get(sample.id());
    int[] first = order(row);
    List<String> shown = options(sample);
    String[] unpermuted = new String[shown.size()];
    for (int i = 0; i < first.length; i++) {
      unpermuted[first[i]] = shown.get(i);
    }
    return permuted(
        with(sample, List.of(unpermuted)), order(Math.addExact(attempt * all.size(), row)));
  }

  private synchronized Map<String, Integer> rows() {
    if (rows.isEmpty()) {
      try (Stream<Sample> all = questions.open()) {
        all.forEach(question -> rows.put(question.id(), rows.size()));
      }
    }
    return rows;
  }

  private synchronized int[] order(int number) {
    while (orders.size() <= number) {
      orders.add(PythonDraw.sample(random, Gpqa.OPTIONS, Gpqa.OPTIONS));
    }
    return orders.get(number);
  }

  private static Sample permuted(Sample question, int[] order) {
    List<String> options = options(question);
    List<String> shown = new ArrayList<>();
    for (int option : order) {
      shown.add(options.get(option));
    }
    return with(question, shown);
  }

  private static List<String> options(Sample sample) {
    return ((Sample.Choices) sample.extras()).options();
  }

  /// The right option is known by its text, as in the original: of two alike the first is right.
  private static Sample with(Sample question, List<String> options) {
    int target = Sample.Choices.letters(options.size()).indexOf(question.target());
    String right = options(question).get(target);
    return new Sample(
        question.id(),
        question.digest(),
        question.input(),
        Sample.Choices.letter(options.indexOf(right)),
        question.facets(),
        new Sample.Choices(options));
  }
}
