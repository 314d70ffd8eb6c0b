package assay.tasks.format;

import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/// Strict UTF-8: what is not UTF-8 is an error, never a replacement character.
public final class Utf8 {
  private Utf8() {}

  /// Returns a reader that throws a `CharacterCodingException` at the first byte that is no UTF-8.
  public static Reader reader(InputStream in) {
    return new InputStreamReader(
        in,
        StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT));
  }
}
