package assay.tasks.functions;

import assay.results.Convention;
import assay.results.ForeignNames;
import assay.results.GenerationSettings;
import assay.results.Prompt;
import assay.results.Sample;
import assay.results.SuiteFacts;
import assay.results.SuiteFacts.HubDataset;
import assay.results.TestCase;
import assay.results.TestSet;
import assay.tasks.ListedProtocol;
import assay.tasks.Protocol;
import assay.tasks.PublishedData;
import assay.tasks.SampleContent;
import assay.tasks.SampleProtocol;
import assay.tasks.TaskRequest;
import assay.tasks.Window;
import assay.tasks.format.Row;
import assay.tasks.format.RowBenchmark;
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
public final class HumanEval implements RowBenchmark {
  private static final String COMPLETION = "humaneval/completion";
  private static final PublishedData PUBLISHED =
      new PublishedData(
          "openai/openai_humaneval",
          "7dce6050a7d6d172f3cc5c32aa97f52fa1a2e544",
          List.of(
              new PublishedData.File(
                  "openai_humaneval/test-00000-of-00001.parquet", Optional.empty())),
          List.of());
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
  public SuiteFacts facts() {
    return SuiteFacts.known(ForeignNames.of(suite()), HubDataset.test("openai/openai_humaneval"));
  }

  @Override
  public Optional<PublishedData> publishedData(Window window) {
    return Optional.of(PUBLISHED);
  }

  @Override
  public List<ListedProtocol> protocols() {
    return List.of(ListedProtocol.zeroShot(COMPLETION, Convention.STRICT));
  }

  @Override
  public Set<String> fields() {
    return Set.of("task_id", "prompt", "entry_point", "test");
  }

  @Override
  public Protocol protocol(String name, TaskRequest request) {
    return new SampleProtocol(
        name,
        new GenerationSettings(512, 0.2, 0.95, 0, 0, STOP, 1),
        List.of("code/checks"),
        sample -> new Prompt.Text(sample.input()));
  }

  @Override
  public Optional<SampleContent> content(Row row, Window window) {
    return Optional.of(function(row));
  }

  private static SampleContent function(Row row) {
    String prompt = row.string("prompt");
    String function = row.string("entry_point");
    String checks = row.string("test") + "\ncheck(" + function + ")\n";
    return new SampleContent(
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
