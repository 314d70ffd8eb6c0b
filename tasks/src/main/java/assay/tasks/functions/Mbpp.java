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
public final class Mbpp implements RowBenchmark {
  private static final String ZERO_SHOT = "mbpp/zero-shot";
  private static final PublishedData PUBLISHED =
      new PublishedData(
          "google-research-datasets/mbpp",
          "4bb6404fdc6cacfda99d4ac4205087b89d32030c",
          List.of(
              PublishedData.File.of(
                  "full/test-00000-of-00001.parquet",
                  "566fd53060ffba5766dace1d1e2f4c38906781526de222b0dfbdbc325b696c77")),
          List.of());
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
  public SuiteFacts facts() {
    return SuiteFacts.known(
        ForeignNames.of(suite()), HubDataset.test("google-research-datasets/mbpp"));
  }

  @Override
  public Optional<PublishedData> publishedData(Window window) {
    return Optional.of(PUBLISHED);
  }

  @Override
  public List<ListedProtocol> protocols() {
    return List.of(ListedProtocol.zeroShot(ZERO_SHOT, Convention.STRICT));
  }

  @Override
  public Set<String> fields() {
    return Set.of(
        "task_id", "text", "prompt", "code", "test_list", "test_setup_code", "test_imports");
  }

  @Override
  public Protocol protocol(String name, TaskRequest request) {
    return new SampleProtocol(
        name,
        new GenerationSettings(512, 0, 1, 0, 0, List.of("[DONE]"), 1),
        List.of("code/checks"),
        sample -> new Prompt.Text(sample.input()));
  }

  @Override
  public Optional<SampleContent> content(Row row, Window window) {
    return Optional.of(problem(row));
  }

  private static SampleContent problem(Row row) {
    List<String> assertions = row.strings("test_list");
    List<String> setup = new ArrayList<>();
    if (row.has("test_imports")) {
      setup.addAll(row.strings("test_imports"));
    }
    row.optionalString("test_setup_code").filter(text -> !text.isBlank()).ifPresent(setup::add);
    String checks =
        String.join("\n", Stream.concat(setup.stream(), assertions.stream()).toList()) + "\n";
    String text = row.string(row.has("text") ? "text" : "prompt");
    return new SampleContent(
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
