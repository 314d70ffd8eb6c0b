package assay.harness.run;

import assay.results.SampleRecord;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;

/// Hands records on in the run's order: by sample, then by attempt. They were stored as they came,
/// which differs from run to run; only those that came too early are held.
public final class RunOrder {
  private RunOrder() {}

  /// Calls the consumer once for each record. Behind a gap, as in a run that is not finished, the
  /// records wait for the end of the stream.
  ///
  /// @param attempts completions of each sample that the run was to make
  public static void forEach(
      Stream<SampleRecord> records, int attempts, Consumer<SampleRecord> consumer) {
    TreeMap<Long, SampleRecord> waiting = new TreeMap<>();
    long[] next = {0};
    records.forEachOrdered(
        record -> {
          waiting.put((long) record.index() * attempts + record.attempt(), record);
          while (!waiting.isEmpty() && waiting.firstKey() == next[0]) {
            consumer.accept(waiting.pollFirstEntry().getValue());
            next[0]++;
          }
        });
    waiting.values().forEach(consumer);
  }
}
