package assay.tasks.format;

import assay.results.RunManifest.DatasetIdentity;
import assay.results.Sample;
import assay.tasks.Benchmark;
import assay.tasks.Dataset;
import assay.tasks.Protocol;
import assay.tasks.SampleContent;
import assay.tasks.Task;
import assay.tasks.TaskRequest;
import assay.tasks.Window;
import java.util.Optional;
import java.util.Set;

/// A benchmark whose data files have a row for each sample.
public interface RowBenchmark extends Benchmark {

  /// Returns the fields of a row that [#content(Row, Window)] reads.
  Set<String> fields();

  /// Returns what the sample of a row holds, or empty if it is outside of the window.
  ///
  /// @throws assay.tasks.DataException if the row is not this benchmark's
  Optional<SampleContent> content(Row row, Window window);

  /// Returns the sample of a row, or empty if it is outside of the window.
  ///
  /// @throws assay.tasks.DataException if the row is not this benchmark's
  default Optional<Sample> sample(Row row, Window window) {
    return content(row, window).map(SampleContent::digested);
  }

  /// Returns the protocol of a name that [#protocols()] lists.
  ///
  /// @param request where the files are that its prompts are made of
  Protocol protocol(String name, TaskRequest request);

  /// Returns the words for the window in the name of the figure.
  default String window(Window window) {
    return DatasetIdentity.ALL;
  }

  /// Returns the fields by which a document in another program's log is known to be a whole row of
  /// this benchmark, so that its sample pairs with those of the data; empty if such a document is
  /// never taken for one.
  default Set<String> wholeRow() {
    return Set.of();
  }

  @Override
  default Dataset dataset(TaskRequest request) {
    return RowDataset.of(request.data(), fields(), row -> content(row, request.window()));
  }

  @Override
  default Task task(TaskRequest request) {
    String name = request.protocol().orElseGet(() -> protocolNames().getFirst());
    if (!protocolNames().contains(name)) {
      throw unknown(name);
    }
    return new Task(this, window(request.window()), dataset(request), protocol(name, request));
  }
}
