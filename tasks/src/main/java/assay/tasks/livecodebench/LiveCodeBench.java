package assay.tasks.livecodebench;

import assay.results.Comparability;
import assay.results.Convention;
import assay.results.ForeignNames;
import assay.results.GenerationSettings;
import assay.results.ProtocolFacts;
import assay.results.SuiteFacts;
import assay.results.SuiteFacts.HubDataset;
import assay.results.published.PublishedScore.Kind;
import assay.tasks.Dataset;
import assay.tasks.ListedProtocol;
import assay.tasks.Protocol;
import assay.tasks.PublishedData;
import assay.tasks.SampleContent;
import assay.tasks.TaskRequest;
import assay.tasks.Window;
import assay.tasks.format.Row;
import assay.tasks.format.RowBenchmark;
import assay.tasks.format.RowDataset;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// LiveCodeBench, code generation: problems of programming contests by date, decided by tests.
/// - Paper: Jain et al., "LiveCodeBench: Holistic and Contamination Free Evaluation of Large
///   Language Models for Code", arXiv 2403.07974.
/// - Data: `livecodebench/code_generation_lite`, files `test.jsonl` (v1) to `test6.jsonl` (v6); the
///   problems belong to their contests' hosts (LeetCode, AtCoder, Codeforces).
/// - Prompts: `lcb_runner/prompts/code_generation.py` of [LiveCodeBench/LiveCodeBench at
///   28fef95](https://github.com/LiveCodeBench/LiveCodeBench/tree/28fef95) (MIT). It gives each
///   model family a prompt of its own, so models on one leaderboard do not share one; the
///   protocol's name says which it is.
///
/// An item: "Print the sum of two integers", tests `1 2` -> `3`, contest date 2024-08-03. A problem
/// is solved by an attempt that passes its public and its private tests; the metric is pass@1.
///
/// Which problems are asked is part of the metric's name: a release ([Release]) and a window of
/// contest dates change a model's score by ten points and more.
///
/// Scoring: the benchmark's own grader, reproduced (`code/official`), decides; each program is also
/// run as a real one (`code/real`), and failures that only the official harness sees are marked.
///
/// Protocols: `generic` is the form for chat models behind an API, which sends no stop string (the
/// runner's `###` is for models that it runs itself, so the raw-text protocols have it).
/// `oai-reason` is the same message with another format sentence and without a system message, one
/// attempt with the API's own temperature. `codeqwen` and `deepseek-r1` are raw texts in which the
/// runner writes the chat markup by hand; the first has its settings, the second those of
/// DeepSeek's recipe (16 attempts, 32,768 tokens), which names no stop string. `base-1shot` shows
/// one worked example, which is read from files ([BasePrompt]) and not shipped.
public final class LiveCodeBench implements RowBenchmark {
  private static final String GENERIC = "livecodebench/generic";
  private static final String OAI_REASON = "livecodebench/oai-reason";
  private static final String CODEQWEN = "livecodebench/codeqwen";
  private static final String DEEPSEEK_R1 = "livecodebench/deepseek-r1";
  private static final String BASE = "livecodebench/base-1shot";
  private static final List<String> STOP = List.of("###");

  /// `lcb_runner`: pass@1 is the mean over problems of the share of passing programs.
  private static final Convention CONVENTION =
      new Convention(
          "pass@1 over problems, programs that could not be judged: failed", false, false);

  /// Creates the benchmark.
  public LiveCodeBench() {}

  @Override
  public String suite() {
    return "livecodebench";
  }

  @Override
  public String description() {
    return "Programming problems of contests by date, decided by hidden tests";
  }

  @Override
  public SuiteFacts facts() {
    return SuiteFacts.known(
            ForeignNames.of(suite()), HubDataset.test("livecodebench/code_generation_lite"))
        .withDates();
  }

  @Override
  public Optional<PublishedData> publishedData(Window window) {
    return Optional.of(Release.published(window));
  }

  @Override
  public List<ListedProtocol> protocols() {
    return List.of(
        chat(GENERIC),
        ListedProtocol.of(BASE, 1, BASE, CONVENTION).comparable(Comparability.byShots(Kind.BASE)),
        chat(OAI_REASON),
        chat(CODEQWEN),
        chat(DEEPSEEK_R1));
  }

  private static ListedProtocol chat(String name) {
    return ListedProtocol.zeroShot(name, CONVENTION)
        .comparable(Comparability.byShots(Kind.INSTRUCT));
  }

  /// What another program ran is judged by the same figure, whatever its prompt was.
  @Override
  public ProtocolFacts protocolFacts(String protocol) {
    ProtocolFacts listed = RowBenchmark.super.protocolFacts(protocol);
    return new ProtocolFacts(listed.shots(), listed.prompt(), CONVENTION, listed.comparability());
  }

  @Override
  public Set<String> fields() {
    return ProblemRow.FIELDS;
  }

  @Override
  public Optional<SampleContent> content(Row row, Window window) {
    return ProblemRow.content(row, window);
  }

  @Override
  public String window(Window window) {
    return Release.label(window);
  }

  @Override
  public Dataset dataset(TaskRequest request) {
    List<Path> files = Release.files(request.data(), request.window());
    return RowDataset.of(files, fields(), row -> content(row, request.window()));
  }

  @Override
  public Protocol protocol(String name, TaskRequest request) {
    GenerationSettings ten = tenAttempts(List.of());
    return switch (name) {
      case GENERIC -> ChatPrompt.generic(name, ten);
      case OAI_REASON ->
          ChatPrompt.reasoning(name, new GenerationSettings(25_000, 1, 1, 0, 0, List.of(), 1));
      case CODEQWEN -> MarkupPrompt.codeQwen(name, tenAttempts(STOP));
      case DEEPSEEK_R1 ->
          MarkupPrompt.deepSeekR1(
              name, new GenerationSettings(32_768, 0.6, 0.95, 0, 0, List.of(), 16));
      case BASE -> BasePrompt.read(name, tenAttempts(STOP), request);
      default -> throw unknown(name);
    };
  }

  private static GenerationSettings tenAttempts(List<String> stop) {
    return new GenerationSettings(2000, 0.2, 0.95, 0, 0, stop, 10);
  }
}
