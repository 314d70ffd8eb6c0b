package assay.reports.table;

import assay.reports.text.Figures;
import assay.reports.text.Sizes;
import java.util.Locale;
import java.util.function.DoubleFunction;

/// What the numbers of a column are, and how people read them. Files hold them as they are.
public enum Unit {
  /// Words, or a number that is a name.
  NAME("", value -> Long.toString((long) value), " – "),
  /// How many, such as `12,032`.
  COUNT("count", value -> Figures.count((long) value), " – "),
  /// A share from 0 to 1, in percent with two decimals.
  SHARE("share", Figures::percent, " – "),
  /// A difference of shares from -1 to 1, in points with its sign.
  DIFFERENCE("difference of shares", Figures::points, " to "),
  /// A p-value.
  PROBABILITY("probability", Figures::probability, " – "),
  /// A number of parameters, such as `12.9 B`.
  PARAMETERS("parameters", Sizes::parameters, " – "),
  /// A number of bytes, such as `25.5 GB`.
  BYTES("bytes", Sizes::bytes, " – "),
  /// A time, such as `0.21 s`.
  SECONDS("seconds", Sizes::seconds, " – "),
  /// A number of tokens, in millions where there are many.
  TOKENS("tokens", Unit::tokens, " – "),
  /// An amount of money, in the currency that stands beside it.
  MONEY("amount of money", Sizes::money, " – "),
  /// Anything else, with three significant digits.
  PLAIN("number", Sizes::plain, " – "),
  /// A ratio or an entropy, with three decimals.
  THOUSANDTHS("number", value -> String.format(Locale.ROOT, "%.3f", value), " – "),
  /// A small number, with four decimals.
  FINE("number", value -> String.format(Locale.ROOT, "%.4f", value), " – ");

  private static final double MANY_TOKENS = 10_000_000;

  private final String label;

  @SuppressWarnings("ImmutableEnumChecker") // functions without state
  private final DoubleFunction<String> words;

  private final String between;

  Unit(String label, DoubleFunction<String> words, String between) {
    this.label = label;
    this.words = words;
    this.between = between;
  }

  /// Returns what the numbers are in files; empty for words.
  public String label() {
    return label;
  }

  /// Returns a cell as people read it.
  public String shown(Cell cell) {
    return switch (cell) {
      case Cell.Text text -> text.text();
      case Cell.Whole whole -> words.apply((double) whole.value());
      case Cell.Real real -> words.apply(real.value());
      case Cell.Range range -> words.apply(range.low()) + between + words.apply(range.high());
      case Cell.ShareOf part -> Figures.countWithShare(part.part(), part.whole());
      case Cell.Missing missing ->
          switch (missing) {
            case UNKNOWN -> Figures.NONE;
            case BLANK -> "";
          };
    };
  }

  private static String tokens(double tokens) {
    return tokens < MANY_TOKENS
        ? Figures.count((long) tokens)
        : String.format(Locale.ROOT, "%.1f M", tokens / 1e6);
  }
}
