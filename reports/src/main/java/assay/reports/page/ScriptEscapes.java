package assay.reports.page;

import assay.reports.text.VisibleText;
import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.io.CharacterEscapes;
import com.fasterxml.jackson.core.io.SerializedString;
import java.util.Locale;

/// Makes JSON safe inside a `<script>` element of a page.
///
/// Without `<`, no text can end the element or open a comment; hidden characters and surrogates are
/// written as escapes, so that the file reads the same in every editor and encodes without loss.
final class ScriptEscapes extends CharacterEscapes {
  private static final long serialVersionUID = 1L;

  private final int[] ascii;

  ScriptEscapes() {
    ascii = standardAsciiEscapesForJSON();
    for (char each : new char[] {'<', '>', '&', '\u007f'}) {
      ascii[each] = ESCAPE_STANDARD;
    }
  }

  @Override
  public int[] getEscapeCodesForAscii() {
    return ascii.clone();
  }

  @Override
  public SerializableString getEscapeSequence(int unit) {
    return VisibleText.hidden(unit)
        ? new SerializedString(String.format(Locale.ROOT, "\\u%04X", unit))
        : null;
  }
}
