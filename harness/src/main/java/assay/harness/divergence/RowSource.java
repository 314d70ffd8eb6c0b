package assay.harness.divergence;

import assay.engine.LogitsSink;
import assay.results.divergence.Divergence;
import java.io.IOException;

/// The logits of a model, passage after passage and row after row.
public sealed interface RowSource extends AutoCloseable
    permits ModelRows, StoredRows, RecordedRows {
  /// Returns whose logits they are.
  Divergence.Side side();

  /// Returns how many logits a row has.
  int vocabSize();

  /// Shows the rows that follow the tokens from one index to another, which is not included. They
  /// are asked for once each, in order.
  void rows(Passage passage, int from, int to, LogitsSink sink) throws IOException;

  /// Ends the reading, when all rows were shown or something has failed.
  @Override
  void close() throws IOException;
}
