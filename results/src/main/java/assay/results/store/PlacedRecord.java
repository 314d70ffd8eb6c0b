package assay.results.store;

import assay.results.SampleRecord;
import java.util.Objects;

/// A record and where it stands.
///
/// @param start offset in `records.jsonl` at which its line begins, in bytes
/// @param record without its longest texts, as [RunDirectory#skim] has it
public record PlacedRecord(long start, SampleRecord record) {
  public PlacedRecord {
    Objects.requireNonNull(record);
  }
}
