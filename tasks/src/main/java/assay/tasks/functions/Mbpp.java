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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// MBPP: short Python functions described in one sentence and by three assertions.
/// - Paper: Austin et al., "Program Synthesis with Large Language Models", arXiv 2108.07732.
/// - Data: `mbpp.jsonl` or `sanitized-mbpp.json` of google-research/mbpp (CC BY 4.0), rows
///   `task_id`, `text` or `prompt`, `code`, `test_list`, `test_setup_code` or `test_imports`.
/// - Prompt: the paper's (section 3.2), without examples; temperature 0.
///
/// An item: "Write a function to add two numbers.", checked by `assert add(1, 2) == 3`.
///
/// The function's name is the last one that `code`, the reference, defines and the assertions use.
/// They run in another process than the program (`code/checks`); the few items whose assertions
/// make an object of a class that the program has to define are not measured.
public final class Mbpp implements Benchmark {
  private static final String ZERO_SHOT = "mbpp/zero-shot";
  private static final Pattern DEFINITION =
      Pattern.compile("^def\\s+([A-Za-z_]\\w*)\\s*\\(", Pattern.MULTILINE);

  /// Creates the benchmark.
  public Mbpp() {}

  @Override
  public String suite() {
    return "mbpp";
  }

  @Override
  public String description() {
    return "Short Python functions, described in one sentence";
  }

  @Override
  public List<String> protocols() {
    return List.of(ZERO_SHOT);
  }

  @Override
  public Dataset dataset(TaskRequest request) {
    return RowDataset.of(
        request.data(),
        Set.of("task_id", "text", "prompt", "code", "test_list", "test_setup_code", "test_imports"),
        row -> Optional.of(sample(row)));
  }

  @Override
  public Task task(TaskRequest request) {
    return new Task(suite(), suite(), dataset(request), protocol(request));
  }

  private Protocol protocol(TaskRequest request) {
    String name = request.protocol().orElse(ZERO_SHOT);
    if (!name.equals(ZERO_SHOT)) {
      throw unknown(name);
    }
    return new FunctionPrompt(
        name,
        new GenerationSettings(512, 0, 1, 0, 0, List.of("[DONE]"), 1),
        sample -> new Prompt.Text(sample.input()));
  }

  private static Sample sample(Row row) {
    List<String> assertions = row.strings("test_list");
    List<String> setup = new ArrayList<>();
    if (row.has("test_imports")) {
      setup.addAll(row.strings("test_imports"));
    }
    row.optionalString("test_setup_code").filter(text -> !text.isBlank()).ifPresent(setup::add);
    String checks =
        String.join("\n", Stream.concat(setup.stream(), assertions.stream()).toList()) + "\n";
    String text = row.string(row.has("text") ? "text" : "prompt");
    return SampleDigest.sample(
        row.label("task_id"),
        "You are an expert Python programmer, and here is your task: %s Your code should pass these tests:\n\n%s\n[BEGIN]\n"
            .formatted(text, String.join("\n", assertions)),
        "",
        Map.of(),
        new Sample.Programming(
            "",
            Optional.of(function(row, checks)),
            TestSet.of(List.of(new TestCase(TestCase.Kind.CHECKS, "", checks)))));
  }

  private static String function(Row row, String checks) {
    Optional<String> last = Optional.empty();
    Matcher definition = DEFINITION.matcher(row.string("code"));
    while (definition.find()) {
      String name = definition.group(1);
      if (Pattern.compile("\\b" + Pattern.quote(name) + "\\b").matcher(checks).find()) {
        last = Optional.of(name);
      }
    }
    return last.orElseThrow(
        () -> row.error("code", "defines no function that the assertions call. Correct the row"));
  }
}
