package assay.tasks.benchmarks;

import assay.tasks.Benchmark;
import assay.tasks.DataException;
import assay.tasks.codecontests.CodeContests;
import assay.tasks.custom.DescribedSuite;
import assay.tasks.functions.HumanEval;
import assay.tasks.functions.Mbpp;
import assay.tasks.livecodebench.LiveCodeBench;
import assay.tasks.math500.Math500;
import assay.tasks.mmlupro.MmluPro;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// All benchmarks, in the order in which lists show them. A new one is added here by hand.
public final class Benchmarks {
  private static final List<Benchmark> ALL =
      List.of(
          new MmluPro(),
          new Math500(),
          new LiveCodeBench(),
          new HumanEval(),
          new Mbpp(),
          new CodeContests());

  private Benchmarks() {}

  /// Returns every benchmark that the program knows by name.
  public static List<Benchmark> all() {
    return ALL;
  }

  /// Returns the benchmark of that exact name, or empty where there is none.
  public static Optional<Benchmark> named(String suite) {
    return ALL.stream().filter(benchmark -> benchmark.suite().equals(suite)).findFirst();
  }

  /// Returns the suite that a user describes in a JSON file.
  ///
  /// @throws DataException if the description cannot be read, has an unknown key or lacks one, or
  ///   takes the name of a benchmark
  public static DescribedSuite fromDescription(Path description) {
    DescribedSuite suite = DescribedSuite.read(description);
    if (named(suite.suite()).isPresent()) {
      throw DataException.inFile(
          description.toString(),
          "names the suite \"%s\", which is a benchmark of the program. Choose another name"
              .formatted(suite.suite()));
    }
    return suite;
  }
}
