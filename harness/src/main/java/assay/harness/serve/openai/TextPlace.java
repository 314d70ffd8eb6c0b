package assay.harness.serve.openai;

/// A place in a text of which the bytes come token by token, in code points.
///
/// Mutable.
final class TextPlace {
  private int skipped; // bytes that are no part of the text
  private int begun; // code points

  /// @param lead bytes at the front that are no part of the text
  TextPlace(int lead) {
    skipped = lead;
  }

  /// Begins at a place.
  static TextPlace at(int codePoints) {
    TextPlace place = new TextPlace(0);
    place.begun = codePoints;
    return place;
  }

  /// Passes a token and returns where it begins. One that begins inside of a character begins where
  /// that does.
  int pass(byte[] bytes) {
    int start = -1;
    for (byte each : bytes) {
      if (skipped > 0) {
        skipped--;
      } else {
        boolean begins = (each & 0xC0) != 0x80;
        start = start >= 0 ? start : Math.max(0, begins ? begun : begun - 1);
        begun += begins ? 1 : 0;
      }
    }
    return start >= 0 ? start : begun;
  }
}
