package assay.tasks.gpqa;

import assay.results.Comparability;
import assay.results.Convention;
import assay.results.ForeignNames;
import assay.results.GenerationSettings;
import assay.results.OptionRule;
import assay.results.Sample;
import assay.results.SuiteFacts;
import assay.results.SuiteFacts.HubDataset;
import assay.results.published.PublishedScore.Kind;
import assay.tasks.Dataset;
import assay.tasks.ListedProtocol;
import assay.tasks.Protocol;
import assay.tasks.PublishedData;
import assay.tasks.SampleContent;
import assay.tasks.SampleProtocol;
import assay.tasks.TaskRequest;
import assay.tasks.Window;
import assay.tasks.format.Row;
import assay.tasks.format.RowBenchmark;
import assay.tasks.wording.SimpleEvals;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// GPQA-Diamond: 198 questions of biology, chemistry and physics that experts answer and others,
/// with the web at hand, do not.
/// - Paper: Rein et al., "GPQA: A Graduate-Level Google-Proof Q&A Benchmark", arXiv 2311.12022.
/// - Data: `Idavidrein/gpqa` (CC BY 4.0), file `gpqa_diamond.csv`, behind a gate: the authors ask
///   that no question is shown in public, so none is here. simple-evals reads its copy at
///   `openaipublic.blob.core.windows.net/simple-evals/gpqa_diamond.csv`, SHA-256
///   `41d1213cd7a4998605a26c2798500652572007161b3a92817ba46b35befcd305`.
/// - Prompts: [openai/simple-evals at
///   ee3b031](https://github.com/openai/simple-evals/tree/ee3b031), `gpqa_eval.py`: zero-shot with
///   a chain of thought, four attempts at temperature 0.5 with at most 2,048 tokens.
///
/// A row has `Record ID`, `Question`, `Correct Answer`, `Incorrect Answer 1` to `3`, and the facets
/// `High-level domain` and `Subdomain`.
///
/// In the data the right option comes first. Each attempt has them in the order that simple-evals
/// draws ([PermutedQuestions]), which the record holds with its letter, so that answers can be
/// judged again without a draw.
public final class Gpqa implements RowBenchmark {
  static final int OPTIONS = 4;

  private static final String SIMPLE_EVALS = "gpqa-diamond/simple-evals";
  private static final String DOMAIN = "High-level domain";
  private static final String SUBDOMAIN = "Subdomain";
  private static final List<String> ANSWERS =
      List.of("Correct Answer", "Incorrect Answer 1", "Incorrect Answer 2", "Incorrect Answer 3");
  private static final PublishedData PUBLISHED =
      new PublishedData(
          "Idavidrein/gpqa",
          "83022cefff930aea54f654c0b282e74b9eeda5c6",
          List.of(new PublishedData.File("gpqa_diamond.csv", Optional.empty())),
          List.of());
  private static final Convention CONVENTION =
      new Convention("mean of all attempts, without an answer: wrong", false, false);

  /// Creates the benchmark.
  public Gpqa() {}

  @Override
  public String suite() {
    return "gpqa-diamond";
  }

  @Override
  public String description() {
    return "Graduate-level questions of science with four options";
  }

  @Override
  public SuiteFacts facts() {
    ForeignNames names =
        new ForeignNames(
            List.of("gpqa_diamond"),
            Optional.of("gpqa_diamond_.*"),
            List.of("gpqa-diamond"),
            List.of(),
            List.of());
    return SuiteFacts.known(
            names, new HubDataset("Idavidrein/gpqa", Optional.of("gpqa_diamond"), "train"))
        .withChoices(OptionRule.upTo(OPTIONS));
  }

  @Override
  public Optional<PublishedData> publishedData(Window window) {
    return Optional.of(PUBLISHED);
  }

  @Override
  public List<ListedProtocol> protocols() {
    return List.of(
        ListedProtocol.of(SIMPLE_EVALS, 0, "simple-evals", CONVENTION)
            .comparable(Comparability.byShots(Kind.INSTRUCT)));
  }

  @Override
  public Set<String> fields() {
    return Set.of(
        "Record ID",
        "Question",
        ANSWERS.get(0),
        ANSWERS.get(1),
        ANSWERS.get(2),
        ANSWERS.get(3),
        DOMAIN,
        SUBDOMAIN);
  }

  @Override
  public Dataset dataset(TaskRequest request) {
    return new PermutedQuestions(RowBenchmark.super.dataset(request));
  }

  @Override
  public Protocol protocol(String name, TaskRequest request) {
    return new SampleProtocol(
        name,
        new GenerationSettings(2048, 0.5, 1, 0, 0, List.of(), 4),
        List.of("choice/simple-evals-4", "choice/sound"),
        sample -> SimpleEvals.choice(sample.input(), ((Sample.Choices) sample.extras()).options()));
  }

  /// Returns the question with the right option first, before any draw.
  @Override
  public Optional<SampleContent> content(Row row, Window window) {
    Map<String, String> facets = new LinkedHashMap<>();
    row.optionalString(DOMAIN).ifPresent(domain -> facets.put("domain", domain));
    row.optionalString(SUBDOMAIN).ifPresent(subdomain -> facets.put("subdomain", subdomain));
    return Optional.of(
        new SampleContent(
            row.label("Record ID"),
            row.string("Question"),
            "A",
            facets,
            new Sample.Choices(ANSWERS.stream().map(row::string).toList())));
  }
}
