package assay.tasks.ruler;

import assay.scorers.choice.PythonRandom;
import assay.tasks.draw.PythonDraw;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/// Common words extraction: a numbered list in which ten words stand more often than all others,
/// behind a worked example.
///
/// Source: [NVIDIA/RULER at
/// c3f5e3b](https://github.com/NVIDIA/RULER/tree/c3f5e3b4f87f97e048793bb510a3a6b19a46bf3a),
/// `scripts/data/synthetic/common_words_extraction.py`.
final class CommonWords implements ItemMaker {
  private static final int COMMON = 10;
  private static final int STEP = 10;
  private static final int LOOK = 4096;

  private final Making making;
  private final PythonRandom random;
  private final List<String> words;
  private final Often often;
  private final HaystackSize size;

  /// How often words stand in a list.
  private record Often(
      int exampleWords, int exampleCommon, int exampleOther, int common, int other) {
    private static final Often SHORT = new Often(20, 3, 1, 6, 1);
    private static final Often LONG = new Often(40, 10, 3, 30, 3);
  }

  /// @param text the numbered list
  private record Listed(String text, List<String> common) {}

  CommonWords(Making making) {
    this.making = making;
    random = making.fresh();
    words = new ArrayList<>(making.material().words());
    PythonDraw.shuffle(making.fresh(), words);
    often = making.isShort() ? Often.SHORT : Often.LONG;
    double tokensEach = (double) making.tokens(draw(LOOK).text()) / LOOK;
    size =
        HaystackSize.search(
            STEP,
            (int) Math.floor(making.room() / tokensEach) * 2,
            count -> draw(count).length(),
            making.room());
  }

  @Override
  public Item next() {
    return size.fitting(this::draw, making);
  }

  private Item draw(int count) {
    Listed example = list(often.exampleWords(), often.exampleCommon(), often.exampleOther());
    Listed asked = list(count, often.common(), often.other());
    String text = filled(example) + " " + numbered(example.common()) + "\n" + filled(asked);
    return new Item(text, asked.common(), making.tokens(text) + Family.COMMON_WORDS.answerTokens());
  }

  private static String filled(Listed list) {
    return Family.COMMON_WORDS.template().replace("{context}", list.text());
  }

  private Listed list(int count, int oftenCommon, int oftenOther) {
    List<String> drawn = drawn(count);
    List<String> common = drawn.subList(0, COMMON);
    List<String> others = drawn.subList(COMMON, drawn.size());
    List<String> all = new ArrayList<>();
    for (int i = 0; i < oftenCommon; i++) {
      all.addAll(common);
    }
    for (int i = 0; i < oftenOther; i++) {
      all.addAll(others);
    }
    PythonDraw.shuffle(making.fresh(), all);
    return new Listed(numbered(all), List.copyOf(common));
  }

  private List<String> drawn(int count) {
    boolean known = count <= words.size();
    int[] indexes =
        PythonDraw.sample(random, known ? words.size() : making.material().pairs(), count);
    List<String> drawn = new ArrayList<>(count);
    for (int index : indexes) {
      drawn.add(known ? words.get(index) : making.material().pair(index));
    }
    return Collections.unmodifiableList(drawn);
  }

  private static String numbered(List<String> words) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < words.size(); i++) {
      text.append(i == 0 ? "" : " ").append(i + 1).append(". ").append(words.get(i));
    }
    return text.toString();
  }
}
