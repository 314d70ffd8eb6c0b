package assay.scorers.code;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;

/// Reads JSON that a program may have written in the worker's place, token by token: no tree is
/// built of it, and no number is converted.
///
/// The length of a text was bounded when it was received. Names of fields are not kept in a table,
/// where those of one hash would cost quadratic time.
final class UntrustedJson {
  /// A value's level takes up to three of JSON's: `["dict", [[key, value]]]`.
  static final int DEEPEST = 3 * EncodedValueReader.DEEPEST + 8;

  private static final JsonFactory JSON =
      JsonFactory.builder()
          .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
          .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(DEEPEST)
                  .maxNameLength(Integer.MAX_VALUE)
                  .maxNumberLength(Integer.MAX_VALUE)
                  .maxStringLength(Integer.MAX_VALUE)
                  .build())
          .build();

  private UntrustedJson() {}

  /// Returns the text's tokens.
  static JsonParser parser(String text) throws IOException {
    return JSON.createParser(text);
  }
}
