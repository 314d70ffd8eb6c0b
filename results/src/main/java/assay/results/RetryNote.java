package assay.results;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/// That attempts of a stored run were done again. What they brought stands in `records.jsonl`
/// behind what was there; the records that they replace stay in the file.
///
/// @param begun when
/// @param version of the program
/// @param attempts how many were to be done again
/// @param recordBytes length of `records.jsonl` until then, in bytes
/// @param address of the endpoint, where it was another than the manifest's
public record RetryNote(
    Instant begun, String version, int attempts, long recordBytes, Optional<String> address) {
  public RetryNote {
    Objects.requireNonNull(begun);
    Objects.requireNonNull(version);
    Require.atLeast(0, attempts, "attempts");
    Objects.requireNonNull(address);
  }
}
