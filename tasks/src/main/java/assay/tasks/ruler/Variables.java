package assay.tasks.ruler;

import assay.scorers.choice.PythonRandom;
import assay.tasks.draw.PythonDraw;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/// Variable tracking: one chain of five variables that get each other's value, among repeated
/// sentences, behind a worked example.
///
/// The script stops where two variables of a chain are drawn alike; here the chain is drawn again.
///
/// Source: [NVIDIA/RULER at
/// c3f5e3b](https://github.com/NVIDIA/RULER/tree/c3f5e3b4f87f97e048793bb510a3a6b19a46bf3a),
/// `scripts/data/synthetic/variable_tracking.py`.
final class Variables implements ItemMaker {
  private static final String NOISE =
      "The grass is green. The sky is blue. The sun is yellow. Here we go. There and back again.";
  private static final String CAPITALS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
  private static final String EXAMPLE_VALUE = "12345";
  private static final int CHAIN = 5;
  private static final int NAME = 5;
  private static final int EXAMPLE_NAME = 3;
  private static final int EXAMPLE_ROOM = 500;
  private static final int STEP = 10;
  private static final int SHORT_STEP = 5;

  private final Making making;
  private final PythonRandom random;
  private final PythonRandom numpy;
  private final String example;
  private final HaystackSize size;

  Variables(Making making) {
    this.making = making;
    random = making.fresh();
    numpy = PythonRandom.ofNumpy(making.seed());
    example = example();
    int exampleTokens = making.tokens(example);
    int step = making.isShort() ? SHORT_STEP : STEP;
    size = searched(step, making.room(), false, exampleTokens + Family.VARIABLES.answerTokens());
  }

  @Override
  public Item next() {
    return size.fitting(
        noises -> {
          Item item = draw(noises, false);
          String text = randomized() + "\n" + item.text();
          return item.with(text, making.tokens(text) + Family.VARIABLES.answerTokens());
        },
        making);
  }

  private HaystackSize searched(int step, int room, boolean forExample, int more) {
    double tokensEach = (double) making.tokens(draw(step, forExample).text()) / step;
    return HaystackSize.search(
        step,
        (int) (room / tokensEach * 3),
        noises -> making.tokens(draw(noises, forExample).text()) + more,
        room);
  }

  private String example() {
    Making ofExample =
        new Making(
            EXAMPLE_ROOM, making.reserved(), making.seed(), making.tokenizer(), making.material());
    HaystackSize noises = searched(SHORT_STEP, ofExample.room(), true, 0);
    Item item =
        noises.fitting(
            count -> {
              Item drawn = draw(count, true);
              return drawn.with(drawn.text(), making.tokens(drawn.text()));
            },
            ofExample);
    return item.text() + " " + String.join(" ", item.targets()) + "\n";
  }

  /// Returns the example with other names and another value, put in the place of the old ones
  /// wherever their letters stand.
  private String randomized() {
    String text = example;
    List<String> words = List.of(example.strip().split("\\s+"));
    for (String name : words.subList(words.size() - CHAIN, words.size())) {
      text = text.replace(name, PythonDraw.letters(random, CAPITALS, name.length()));
    }
    return text.replace(EXAMPLE_VALUE, value());
  }

  private Item draw(int noises, boolean forExample) {
    List<String> names = names(forExample ? EXAMPLE_NAME : NAME);
    String value = forExample ? EXAMPLE_VALUE : value();
    List<String> chain = new ArrayList<>(List.of("VAR %s = %s".formatted(names.get(0), value)));
    for (int hop = 1; hop < CHAIN; hop++) {
      chain.add("VAR %s = VAR %s ".formatted(names.get(hop), names.get(hop - 1)));
    }
    List<String> lines = new ArrayList<>(Collections.nCopies(noises, NOISE));
    int[] places = PythonDraw.sample(random, noises, CHAIN);
    Arrays.sort(places);
    for (int i = 0; i < CHAIN; i++) {
      lines.add(places[i] + i, chain.get(i));
    }
    String text =
        Family.VARIABLES
            .template()
            .replace("{query}", value)
            .replace("{num_v}", Integer.toString(CHAIN))
            .replace("{context}", String.join("\n", lines));
    return new Item(text, names, 0);
  }

  private List<String> names(int letters) {
    Optional<List<String>> names = Optional.empty();
    while (names.isEmpty()) {
      List<String> drawn = new ArrayList<>();
      for (int i = 0; i < CHAIN; i++) {
        drawn.add(PythonDraw.letters(random, CAPITALS, letters));
      }
      names = new HashSet<>(drawn).size() == CHAIN ? Optional.of(drawn) : Optional.empty();
    }
    return names.get();
  }

  private String value() {
    return Integer.toString(PythonDraw.numpyBetween(numpy, 10_000, 99_999));
  }
}
