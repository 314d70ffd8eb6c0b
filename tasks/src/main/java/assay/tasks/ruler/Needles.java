package assay.tasks.ruler;

import assay.scorers.choice.PythonRandom;
import assay.tasks.draw.PythonDraw;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.UUID;

/// Needles in a haystack: sentences that give names values, and a question for some of them.
///
/// Source: [NVIDIA/RULER at
/// c3f5e3b](https://github.com/NVIDIA/RULER/tree/c3f5e3b4f87f97e048793bb510a3a6b19a46bf3a),
/// `scripts/data/synthetic/niah.py`.
final class Needles implements ItemMaker {
  private static final String NOISE =
      "The grass is green. The sky is blue. The sun is yellow. Here we go. There and back again.";
  private static final int DEPTHS = 40;
  private static final int ESSAY_STEP = 500;
  private static final int STEP = 25;
  private static final int SHORT_STEP = 5;

  private final Form form;
  private final Making making;
  private final PythonRandom random;
  private final HaystackSize size;

  /// What keys and values are.
  enum Kind {
    /// An adjective and a noun.
    WORDS,
    /// Seven digits.
    NUMBERS,
    /// Version 4 of RFC 9562.
    UUIDS;

    String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /// What needles are hidden in.
  enum Haystack {
    /// Repeated sentences.
    NOISE,
    /// Prose.
    ESSAY,
    /// Other needles.
    NEEDLES
  }

  /// A variant.
  ///
  /// @param keys names that have values in the text
  /// @param values of each name
  /// @param queries names that are asked for
  record Form(Haystack haystack, Kind keyKind, Kind valueKind, int keys, int values, int queries) {
    static Form noise() {
      return new Form(Haystack.NOISE, Kind.WORDS, Kind.NUMBERS, 1, 1, 1);
    }

    static Form essay() {
      return new Form(Haystack.ESSAY, Kind.WORDS, Kind.NUMBERS, 1, 1, 1);
    }

    static Form needles(Kind keys, Kind values) {
      return new Form(Haystack.NEEDLES, keys, values, 1, 1, 1);
    }

    Form valuesOf(Kind kind) {
      return new Form(haystack, keyKind, kind, keys, values, queries);
    }

    Form keys(int count) {
      return new Form(haystack, keyKind, valueKind, count, values, queries);
    }

    Form values(int count) {
      return new Form(haystack, keyKind, valueKind, keys, count, queries);
    }

    Form queries(int count) {
      return new Form(haystack, keyKind, valueKind, Math.max(keys, count), values, count);
    }

    boolean asksForOne() {
      return queries * values == 1;
    }
  }

  Needles(Form form, Making making) {
    this.form = form;
    this.making = making;
    random = making.fresh();
    int step = step();
    double tokensEach = (double) making.tokens(draw(step).text()) / step;
    size =
        HaystackSize.search(
            step,
            (int) (making.room() / tokensEach * 3),
            count -> draw(count).length(),
            making.room());
  }

  private int step() {
    if (form.haystack() == Haystack.ESSAY) {
      return ESSAY_STEP;
    }
    return making.isShort() ? SHORT_STEP : STEP;
  }

  @Override
  public Item next() {
    return size.fitting(this::draw, making);
  }

  private Item draw(int haystack) {
    List<String> keys = new ArrayList<>();
    List<List<String>> values = new ArrayList<>();
    List<String> needles = new ArrayList<>();
    for (int k = 0; k < form.keys(); k++) {
      keys.add(drawn(form.keyKind()));
      List<String> own = new ArrayList<>();
      for (int v = 0; v < form.values(); v++) {
        own.add(drawn(form.valueKind()));
        needles.add(needle(keys.getLast(), own.getLast()));
      }
      values.add(own);
    }
    PythonDraw.shuffle(making.fresh(), needles);
    String context =
        form.haystack() == Haystack.ESSAY ? inEssay(haystack, needles) : inLines(haystack, needles);
    List<String> asked = new ArrayList<>();
    List<String> targets = new ArrayList<>();
    for (int index : PythonDraw.sample(random, form.keys(), form.queries())) {
      asked.add(keys.get(index));
      targets.addAll(values.get(index));
    }
    String text = filled(context, asked);
    return new Item(text, targets, making.tokens(text) + Family.NEEDLES.answerTokens());
  }

  private String filled(String context, List<String> asked) {
    String template = Family.NEEDLES.template();
    String kind = form.valueKind().label();
    if (form.asksForOne()) {
      template = template.replace("Some", "A").replace("are all", "is").replace("are", "is");
      kind = kind.substring(0, kind.length() - 1);
    }
    // The context comes last, so that nothing in it is filled.
    return template
        .replace("{type_needle_v}", kind)
        .replace("{query}", listed(asked))
        .replace("{context}", context);
  }

  private static String listed(List<String> names) {
    return names.size() == 1
        ? names.getFirst()
        : String.join(", ", names.subList(0, names.size() - 1)) + ", and " + names.getLast();
  }

  private String inEssay(int words, List<String> needles) {
    List<String> sentences = Sentences.of(making.material().essay(words).strip());
    int[] drawn = PythonDraw.sample(random, DEPTHS, needles.size());
    int[] places = new int[drawn.length];
    for (int i = 0; i < drawn.length; i++) {
      double percent = Math.rint(drawn[i] * (100.0 / (DEPTHS - 1)));
      places[i] = (int) (sentences.size() * (percent / 100));
    }
    Arrays.sort(places);
    List<String> parts = new ArrayList<>();
    int last = 0;
    for (int i = 0; i < places.length; i++) {
      parts.add(String.join(" ", sentences.subList(last, places[i])));
      parts.add(needles.get(i));
      last = places[i];
    }
    parts.add(String.join(" ", sentences.subList(last, sentences.size())));
    return String.join(" ", parts);
  }

  private String inLines(int count, List<String> needles) {
    List<String> lines =
        form.haystack() == Haystack.NOISE
            ? new ArrayList<>(Collections.nCopies(count, NOISE))
            : others(count);
    int[] places = PythonDraw.sample(random, count, needles.size());
    Arrays.sort(places);
    for (int i = 0; i < places.length; i++) {
      lines.add(places[places.length - 1 - i], needles.get(i));
    }
    return String.join("\n", lines);
  }

  private List<String> others(int count) {
    List<String> others = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      String key = drawn(form.keyKind());
      others.add(needle(key, drawn(form.valueKind())));
    }
    return others;
  }

  private String needle(String key, String value) {
    return "One of the special magic %s for %s is: %s."
        .formatted(form.valueKind().label(), key, value);
  }

  private String drawn(Kind kind) {
    List<String> keys = making.material().keys();
    return switch (kind) {
      case WORDS -> keys.get(random.below(keys.size()));
      case NUMBERS -> Integer.toString(PythonDraw.between(random, 1_000_000, 9_999_999));
      case UUIDS -> uuid();
    };
  }

  /// Returns `uuid.UUID(int=random.getrandbits(128), version=4)`; Python draws the lowest bits
  /// first.
  private String uuid() {
    long low = random.bits(32);
    low |= random.bits(32) << 32;
    long high = random.bits(32);
    high |= random.bits(32) << 32;
    return new UUID(
            (high & 0xffff_ffff_ffff_0fffL) | 0x4000L,
            (low & 0x3fff_ffff_ffff_ffffL) | 0x8000_0000_0000_0000L)
        .toString();
  }
}
