package assay.tasks.functions;

import assay.results.GenerationSettings;
import assay.results.Prompt;
import assay.results.Sample;
import assay.results.TestCase;
import assay.results.TestSet;
import assay.tasks.Benchmark;
import assay.tasks.Dataset;
import assay.tasks.Protocol;
import assay.tasks.SampleDigest;
import assay.tasks.Task;
import assay.tasks.TaskRequest;
import assay.tasks.format.Row;
import assay.tasks.format.RowDataset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// HumanEval: 164 Python functions to be completed from signature and docstring.
/// - Paper: Chen et al., "Evaluating Large Language Models Trained on Code", arXiv 2107.03374.
/// - Data: `HumanEval.jsonl` of openai/human-eval (MIT), rows `task_id`, `prompt`, `entry_point`,
///   `test`, or any data set of that form (HumanEval+).
/// - Prompt: the text itself, as in the paper, with its stop strings (section 2.1) and its sampling
///   for pass@1 (temperature 0.2, top-p 0.95).
///
/// An item: `def add(a, b):` with a docstring, checked by `assert candidate(1, 2) == 3`.
///
/// The paper runs prompt, completion, checks and `check(entry_point)` as one program; here the
/// checks run in another process (`code/checks`).
public final class HumanEval implements Benchmark {
  private static final String COMPLETION = "humaneval/completion";
  private static final List<String> STOP = List.of("\nclass", "\ndef", "\n#", "\nif", "\nprint");

  /// Creates the benchmark.
  public HumanEval() {}

  @Override
  public String suite() {
    return "humaneval";
  }

  @Override
  public String description() {
    return "Python functions completed from their docstrings";
  }

  @Override
  public List<String> protocols() {
    return List.of(COMPLETION);
  }

  @Override
  public Dataset dataset(TaskRequest request) {
    return RowDataset.of(
        request.data(),
        Set.of("task_id", "prompt", "entry_point", "test"),
        row -> Optional.of(sample(row)));
  }

  @Override
  public Task task(TaskRequest request) {
    return new Task(suite(), suite(), dataset(request), protocol(request));
  }

  private Protocol protocol(TaskRequest request) {
    String name = request.protocol().orElse(COMPLETION);
    if (!name.equals(COMPLETION)) {
      throw unknown(name);
    }
    return new FunctionPrompt(
        name,
        new GenerationSettings(512, 0.2, 0.95, 0, 0, STOP, 1),
        sample -> new Prompt.Text(sample.input()));
  }

  private static Sample sample(Row row) {
    String prompt = row.string("prompt");
    String function = row.string("entry_point");
    String checks = row.string("test") + "\ncheck(" + function + ")\n";
    return SampleDigest.sample(
        row.label("task_id"),
        prompt,
        "",
        Map.of(),
        new Sample.Programming(
            prompt,
            Optional.of(function),
            TestSet.of(List.of(new TestCase(TestCase.Kind.CHECKS, prompt, checks)))));
  }
}
