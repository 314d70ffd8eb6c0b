package assay.scorers.math;

import assay.results.Score;
import assay.scorers.PairGrader;
import assay.scorers.SharedData;
import assay.scorers.catalog.Scorers;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/// The time one pair of the recorded verdicts takes, pair after pair: its distribution has the
/// median and the worst case.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 2, time = 5)
@Measurement(iterations = 3, time = 5)
public class MathBenchmark {
  @Param({
    "math/sound",
    "math/hendrycks",
    "math/prm800k",
    "math/minerva",
    "math/qwen",
    "math/math-verify"
  })
  private String scorer;

  private PairGrader grader;
  private List<String> golds;
  private List<String> preds;
  private int next;

  /// Reads the pairs.
  @Setup
  public void read() {
    grader = Scorers.grader(scorer).orElseThrow();
    List<JsonNode> rows = SharedData.resource(MathBenchmark.class, "verdicts-pairs.jsonl");
    golds = rows.stream().map(row -> row.get("gold").textValue()).toList();
    preds = rows.stream().map(row -> row.get("pred").textValue()).toList();
  }

  /// Grades the next pair.
  @Benchmark
  public Score grade() {
    next = next + 1 == golds.size() ? 0 : next + 1;
    return grader.gradeAnswer(golds.get(next), preds.get(next));
  }
}
