package assay.scorers.choice;

import java.util.Arrays;

/// A text from which thoughts were taken out: from the first `<think>` to the first `</think>`
/// behind it, again and again. An open thought stays.
final class Unthought {
  private static final String OPEN = "<think>";
  private static final String CLOSE = "</think>";

  private final String text;

  /// Where each character of the rest stood; empty where nothing was taken out.
  private final int[] places;

  private Unthought(String text, int[] places) {
    this.text = text;
    this.places = places;
  }

  /// Returns the rest of a text, in time linear in its length.
  static Unthought of(String original) {
    if (!original.contains(OPEN)) {
      return new Unthought(original, new int[0]);
    }
    StringBuilder rest = new StringBuilder();
    int[] places = new int[original.length()];
    boolean closed = true;
    for (int i = 0; i < original.length(); i++) {
      places[rest.length()] = i;
      rest.append(original.charAt(i));
      // What is left on both sides of a thought may be an opening too, as in the original.
      if (closed && endsWithOpening(rest)) {
        int close = original.indexOf(CLOSE, i + 1);
        closed = close >= 0;
        if (closed) {
          rest.setLength(rest.length() - OPEN.length());
          i = close + CLOSE.length() - 1;
        }
      }
    }
    return new Unthought(rest.toString(), Arrays.copyOf(places, rest.length()));
  }

  private static boolean endsWithOpening(StringBuilder text) {
    int start = text.length() - OPEN.length();
    return start >= 0 && text.indexOf(OPEN, start) == start;
  }

  /// Returns what is left.
  String text() {
    return text;
  }

  /// Returns where a character of the rest stood.
  int original(int index) {
    return places.length == 0 ? index : places[index];
  }
}
