package assay.reports.axes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import assay.reports.TestRuns;
import assay.reports.run.RunRecords;
import assay.reports.run.RunReport;
import assay.results.SampleRecord;
import assay.results.Score;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class ModelFamilyTest {
  private static final Map<String, ModelLabel> NO_LABELS = Map.of();

  @Test
  void putsTheVariantsOfAFamilySideBySide() {
    List<ModelFamily> families =
        families(
            NO_LABELS,
            run("math-general", "Qwen2.5-7B", "math-500/simple-evals", 40, 10),
            run("math-coder", "Qwen2.5-Coder-7B", "math-500/simple-evals", 40, 5),
            run("math-math", "Qwen2.5-Math-7B", "math-500/simple-evals", 40, 30),
            run("mmlu-general", "Qwen2.5-7B", "mmlu-pro/official-local", 50, 20),
            run("mmlu-math", "Qwen2.5-Math-7B", "mmlu-pro/official-local", 50, 10),
            run("other", "Llama-2-7b", "mmlu-pro/official-local", 50, 5));
    assertThat(families).hasSize(1);
    ModelFamily family = families.getFirst();
    assertThat(family.name()).isEqualTo("qwen2.5-7b");
    assertThat(family.suites()).containsExactly("math-500", "mmlu-pro");
    assertThat(family.variants()).startsWith("general").contains("coder", "math");
    assertThat(family.scores()).hasSize(5);
    assertThat(family.differences())
        .extracting(each -> each.variant() + " on " + each.suite())
        .containsExactly("coder on math-500", "math on math-500", "math on mmlu-pro");
    // The first `right` questions of a run are right, so its answers are nested in another's.
    assertThat(family.differences().get(1).difference().value()).isCloseTo(0.5, within(1e-12));
    assertThat(family.differences().get(1).difference().items()).isEqualTo(40);
    assertThat(family.differences().get(2).difference().value()).isCloseTo(-0.2, within(1e-12));
  }

  @Test
  void believesAUsersLabelsOfRunsAndModels() {
    RunRecords one = run("a", "CodeLlama-7b", "math-500/simple-evals", 20, 3);
    RunRecords two = run("b", "Llama-2-7b", "math-500/simple-evals", 20, 6);
    assertThat(families(NO_LABELS, one, two)).isEmpty();
    Map<String, ModelLabel> labels =
        Map.of(
            "CodeLlama-7b", new ModelLabel("llama-2", "coder"),
            "b", new ModelLabel("llama-2", "general"));
    List<ModelFamily> families = families(labels, one, two);
    assertThat(families.getFirst().variants()).containsExactly("general", "coder");
    assertThat(families.getFirst().differences().getFirst().difference().value())
        .isCloseTo(-0.15, within(1e-12));
  }

  @Test
  void saysWhichRunIsLeftOut() {
    List<ModelFamily> families =
        families(
            NO_LABELS,
            run("first", "X-1B", "math-500/simple-evals", 20, 3),
            run("again", "X-1B", "math-500/simple-evals", 20, 3),
            run("math", "X-Math-1B", "math-500/simple-evals", 20, 3));
    assertThat(families.getFirst().remarks())
        .containsExactly("again is left out: first is a run of the same variant on math-500.");
  }

  private static List<ModelFamily> families(Map<String, ModelLabel> labels, RunRecords... runs) {
    return ModelFamily.all(List.of(runs).stream().map(RunReport::of).toList(), labels);
  }

  private static RunRecords run(String name, String model, String protocol, int n, int right) {
    List<SampleRecord> records = new ArrayList<>();
    for (int i = 0; i < n; i++) {
      Score score = i < right ? new Score.Correct("A", "rule") : new Score.Wrong("B", "rule", "");
      records.add(TestRuns.record(i, 0, "all", "text", Map.of("own", score)));
    }
    return TestRuns.of(name, TestRuns.manifest(model, protocol, records), records);
  }
}
