package assay.scorers.math;

import org.junit.jupiter.api.Test;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/// Starts the benchmarks, on the class path that Maven knows.
class MathBenchmarkRun {

  @Test
  void run() throws RunnerException {
    new Runner(new OptionsBuilder().include(MathBenchmark.class.getName()).build()).run();
  }
}
