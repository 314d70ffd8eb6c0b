package assay.tasks.codecontests;

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
import assay.tasks.SampleContent;
import assay.tasks.TaskRequest;
import assay.tasks.TokenCounter;
import assay.tasks.Window;
import assay.tasks.format.Row;
import assay.tasks.format.RowBenchmark;
import java.io.StringReader;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// CodeContests: problems of programming contests whose programs read standard input.
/// - Paper: Li et al., "Competition-Level Code Generation with AlphaCode", arXiv 2203.07814.
/// - Data: `deepmind/code_contests` (CC BY 4.0) in the form of [bytedance/SandboxFusion at
///   469de08](https://github.com/bytedance/SandboxFusion/tree/469de08) (Apache-2.0): rows `id`,
///   `content`, `labels` (JSON with `difficulty` and `source`), `test`.
/// - Prompt: ours, one message in the words of LiveCodeBench's; there is no published one for chat
///   models.
///
/// An item: a statement, and tests such as input `3` and output `6`. Many problems accept several
/// outputs where the tests have one: scores are a lower bound.
public final class CodeContests implements RowBenchmark {
  private static final String GENERIC = "code-contests/generic";

  /// Creates the benchmark.
  public CodeContests() {}

  @Override
  public String suite() {
    return "code-contests";
  }

  @Override
  public String description() {
    return "Programming problems of contests, decided by inputs and outputs";
  }

  @Override
  public SuiteFacts facts() {
    return SuiteFacts.known(ForeignNames.of(suite()), HubDataset.test("deepmind/code_contests"));
  }

  @Override
  public List<ListedProtocol> protocols() {
    return List.of(ListedProtocol.zeroShot(GENERIC, Convention.STRICT));
  }

  @Override
  public Set<String> fields() {
    return Set.of("id", "content", "labels", "test");
  }

  @Override
  public Protocol protocol(String name, TaskRequest request) {
    return new Generic(name);
  }

  @Override
  public Optional<SampleContent> content(Row row, Window window) {
    return Optional.of(problem(row));
  }

  private static SampleContent problem(Row row) {
    Map<String, String> facets = new LinkedHashMap<>();
    if (row.has("labels")) {
      Row labels = row.object("labels");
      facets.put("source", labels.string("source"));
      facets.put("difficulty", labels.string("difficulty"));
    }
    List<TestCase> tests =
        row.isList("test")
            ? row.nested("test", CodeContests::test)
            : row.nested("test", new StringReader(row.string("test")), CodeContests::test);
    return new SampleContent(
        row.label("id"),
        row.string("content"),
        "",
        facets,
        new Sample.Programming("", Optional.empty(), TestSet.of(tests)));
  }

  private static TestCase test(Row test) {
    return new TestCase(
        TestCase.Kind.STDIN,
        test.object("input").string("stdin"),
        test.object("output").string("stdout"));
  }

  private record Generic(String name) implements Protocol {
    @Override
    public String version() {
      return "2";
    }

    @Override
    public GenerationSettings settings() {
      return new GenerationSettings(2000, 0.2, 0.95, 0, 0, List.of(), 10);
    }

    @Override
    public Prompt render(Sample sample, Optional<TokenCounter> counter) {
      return Prompt.user(
          sample.input()
              + "\n\nWrite a Python program that reads the input from standard input and writes the"
              + " answer to standard output. Enclose it in ```python and ```.\n");
    }

    @Override
    public List<String> scorers() {
      return List.of("code/real");
    }
  }
}
