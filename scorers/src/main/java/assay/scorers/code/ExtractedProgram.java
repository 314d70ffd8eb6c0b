package assay.scorers.code;

import java.util.Objects;

/// A program as it was found in a completion.
///
/// @param code its text
/// @param tag the word behind the opening fence, such as `cpp`, or empty
record ExtractedProgram(String code, String tag) {
  ExtractedProgram {
    Objects.requireNonNull(code);
    Objects.requireNonNull(tag);
  }
}
