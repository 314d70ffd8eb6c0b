package assay.results.store;

import assay.results.Completion;
import assay.results.text.JsonBytes;
import com.fasterxml.jackson.core.JsonProcessingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// A completion as one line of JSON, in the form that it has in a record.
public final class StoredCompletion {
  private StoredCompletion() {}

  /// Returns the line, without a line break.
  public static String write(Completion completion) {
    byte[] line = JsonBytes.of(json -> OutcomeCodec.write(json, completion));
    return new String(line, StandardCharsets.UTF_8);
  }

  /// Reads a line; empty if it is no completion.
  public static Optional<Completion> read(String line) {
    try {
      return OutcomeCodec.read(new Fields(JsonText.parse(line), ""))
              instanceof Completion completion
          ? Optional.of(completion)
          : Optional.empty();
    } catch (JsonProcessingException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
