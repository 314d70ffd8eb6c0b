package assay.results.text;

import java.io.Writer;
import java.util.HexFormat;
import java.util.Locale;

/// Which characters of a text are escaped on the way to one kind of place, and how. The table of
/// this package's documentation says why.
public enum Escapes {
  /// Text that is JSON already: half pairs become escapes inside its strings, where alone they can
  /// be, so that what is read back is what was written.
  JSON,

  /// Standard output and error, be they a terminal or not: no text can move the cursor, change a
  /// title or hide another text, and JSON among it still reads back as it was.
  STREAM,

  /// Cells of CSV, which are data: characters that only look odd stay as they are.
  CSV,

  /// Text that has to be well-formed before a library writes it: YAML, and names of fields, in
  /// which no reader of JSON takes half a pair.
  WELL_FORMED;

  /// Returns the text with its escapes; the same text where it needs none.
  public String apply(String text) {
    if (forHalfPairs() && !HiddenCharacters.anySurrogate(text)) {
      return text;
    }
    int at = 0;
    while (at < text.length() && !wanted(text, at)) {
      at += Character.charCount(text.codePointAt(at));
    }
    if (at == text.length()) {
      return text;
    }
    StringBuilder escaped = new StringBuilder(text.length() + 16).append(text, 0, at);
    while (at < text.length()) {
      int codePoint = text.codePointAt(at);
      if (wanted(text, at)) {
        escaped.append(form(codePoint));
      } else {
        escaped.appendCodePoint(codePoint);
      }
      at += Character.charCount(codePoint);
    }
    return escaped.toString();
  }

  /// Returns a writer that escapes what it is given and hands it on. Closing it closes `out`.
  public Writer over(Writer out) {
    return new EscapingWriter(this, out);
  }

  /// Returns a hidden character as tables and pages show it, such as `<U+202E>`.
  public static String name(int codePoint) {
    return String.format(Locale.ROOT, "<U+%04X>", codePoint);
  }

  private boolean wanted(String text, int at) {
    int codePoint = text.codePointAt(at);
    return switch (this) {
      case JSON, WELL_FORMED -> HiddenCharacters.halfPair(codePoint);
      case STREAM -> HiddenCharacters.hidden(codePoint) && !endsLine(text, at);
      case CSV -> HiddenCharacters.halfPair(codePoint) || HiddenCharacters.control(codePoint);
    };
  }

  private boolean forHalfPairs() {
    return this == JSON || this == WELL_FORMED;
  }

  /// A carriage return before a line feed ends a line on some systems.
  private static boolean endsLine(String text, int at) {
    return text.startsWith("\r\n", at);
  }

  private String form(int codePoint) {
    return switch (this) {
      case JSON, STREAM -> units(codePoint);
      case CSV, WELL_FORMED -> name(codePoint);
    };
  }

  private static String units(int codePoint) {
    StringBuilder text = new StringBuilder(12);
    for (char unit : Character.toChars(codePoint)) {
      text.append("\\u").append(HexFormat.of().toHexDigits(unit));
    }
    return text.toString();
  }
}
