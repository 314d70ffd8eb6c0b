package assay.tasks.mmlu;

import assay.results.Comparability;
import assay.results.Convention;
import assay.results.ForeignNames;
import assay.results.GenerationSettings;
import assay.results.Prompt;
import assay.results.Sample;
import assay.results.SuiteFacts;
import assay.results.SuiteFacts.HubDataset;
import assay.results.published.PublishedScore.Kind;
import assay.tasks.ListedProtocol;
import assay.tasks.Protocol;
import assay.tasks.PublishedData;
import assay.tasks.SampleContent;
import assay.tasks.SampleProtocol;
import assay.tasks.TaskRequest;
import assay.tasks.Window;
import assay.tasks.format.Row;
import assay.tasks.format.RowBenchmark;
import assay.tasks.format.ShotsFile;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// MMLU: 14,042 questions with four options in 57 subjects.
/// - Paper: Hendrycks et al., "Measuring Massive Multitask Language Understanding", arXiv
///   2009.03300.
/// - Data: `cais/mmlu`, subset `all`, splits `test` and `dev`, from hendrycks/test (MIT); rows
///   `question`, `choices`, `answer` (0 for the first), `subject`.
/// - Prompts: `mmlu/simple-evals` from [openai/simple-evals at
///   ee3b031](https://github.com/openai/simple-evals/tree/ee3b031), zero-shot with a chain of
///   thought; `mmlu/llama-cot` in the words of Meta's evaluation sets for Llama 3.1, as the task
///   `mmlu_cot_llama` of lm-evaluation-harness 0.4.13 has them; the others as its tasks `mmlu`
///   (likelihood of the four letters) and `mmlu_generative`.
///
/// An item: "What is the sum of 3 and 8?", options `A. 11` to `D. 5`, answer `A`, subject
/// `elementary_mathematics`. A sample's id is the row's number from 0; some questions stand in the
/// data twice, and all count.
///
/// The figure is the share of right answers over all questions. Some sources print the mean over
/// subjects instead, which the registry notes. Deviation: Hendrycks' own script drops examples that
/// do not fit the model's context, and writes two blanks before the subject; that harness, as here,
/// does neither.
public final class Mmlu implements RowBenchmark {
  static final String ANSWER = "Answer:";

  private static final String SIMPLE_EVALS = "mmlu/simple-evals";
  private static final String LLAMA = "mmlu/llama-cot";
  private static final String FIVE_SHOT = "mmlu/5-shot";
  private static final String GENERATIVE = "mmlu/generative-5shot";
  private static final String GENERATIVE_ZERO = "mmlu/generative-0shot";
  private static final PublishedData PUBLISHED =
      new PublishedData(
          "cais/mmlu",
          "c30699e8356da336a370243923dbaf21066bb9fe",
          List.of(
              PublishedData.File.of(
                  "all/test-00000-of-00001.parquet",
                  "74a41822ce7d3def56e1682f958469c04642a5336a5ce912fa375fdb90fb25d7")),
          List.of(new PublishedData.File("all/dev-00000-of-00001.parquet", Optional.empty())));
  private static final Convention CONVENTION =
      new Convention("every question counts, without an answer: wrong", false, false);

  /// Creates the benchmark.
  public Mmlu() {}

  @Override
  public String suite() {
    return "mmlu";
  }

  @Override
  public String description() {
    return "Multiple-choice questions in 57 subjects with four options";
  }

  @Override
  public SuiteFacts facts() {
    return SuiteFacts.known(
            ForeignNames.of(suite()), new HubDataset("cais/mmlu", Optional.of("all"), "test"))
        .withChoices(MmluQuestion.CHOICES);
  }

  @Override
  public Optional<PublishedData> publishedData(Window window) {
    return Optional.of(PUBLISHED);
  }

  @Override
  public List<ListedProtocol> protocols() {
    return List.of(
        ListedProtocol.of(SIMPLE_EVALS, 0, "simple-evals", CONVENTION)
            .comparable(new Comparability(EnumSet.allOf(Kind.class), Optional.of("simple-evals"))),
        ListedProtocol.of(FIVE_SHOT, SubjectExamples.COUNT, FIVE_SHOT, CONVENTION)
            .comparable(Comparability.byShots(Kind.BASE)),
        ListedProtocol.of(GENERATIVE, SubjectExamples.COUNT, GENERATIVE, CONVENTION)
            .comparable(Comparability.byShots()),
        ListedProtocol.zeroShot(GENERATIVE_ZERO, CONVENTION),
        ListedProtocol.of(LLAMA, 0, "CoT", CONVENTION)
            .comparable(new Comparability(Set.of(), Optional.of("CoT"))));
  }

  @Override
  public Set<String> fields() {
    return Set.of("question", "choices", "answer", MmluQuestion.SUBJECT);
  }

  @Override
  public Protocol protocol(String name, TaskRequest request) {
    return switch (name) {
      case SIMPLE_EVALS ->
          new SampleProtocol(
              name,
              new GenerationSettings(2048, 0.5, 1, 0, 0, List.of(), 1),
              List.of("choice/simple-evals-mmlu", "choice/sound"),
              MmluQuestion::asSimpleEvals);
      case FIVE_SHOT -> likelihoods(name, examples(request, name));
      case GENERATIVE -> written(name, Optional.of(examples(request, name)));
      case GENERATIVE_ZERO -> written(name, Optional.empty());
      case LLAMA ->
          new SampleProtocol(
              name,
              GenerationSettings.greedy(1024, List.of()),
              List.of("choice/lm-eval-llama", "choice/sound"),
              Mmlu::asLlama);
      default -> throw unknown(name);
    };
  }

  private static Prompt asLlama(Sample sample) {
    List<String> options = MmluQuestion.options(sample);
    return Prompt.user(
        """
        Given the following question and four candidate answers (A, B, C and D), choose the best answer.

        Question: %s
        A. %s
        B. %s
        C. %s
        D. %s

        - For simple problems:
        Directly provide the answer with minimal explanation.

        - For complex problems:
        Use this step-by-step format:
        ## Step 1: [Concise description]
        [Brief explanation]
        ## Step 2: [Concise description]
        [Brief explanation]

        Regardless of the approach, always conclude with:
        The best answer is [the_answer_letter].
        where the [the_answer_letter] is one of A, B, C or D.

        Let's think step by step.\
        """
            .formatted(
                sample.input().strip(),
                options.get(0),
                options.get(1),
                options.get(2),
                options.get(3)));
  }

  private static SubjectExamples examples(TaskRequest request, String name) {
    return SubjectExamples.read(ShotsFile.find(request, "dev", name));
  }

  private static Protocol likelihoods(String name, SubjectExamples examples) {
    return new SampleProtocol(
            name,
            GenerationSettings.greedy(1, List.of()),
            List.of("likelihood/acc"),
            sample ->
                new Prompt.Continuations(
                    text(sample, Optional.of(examples)),
                    Sample.Choices.letters(MmluQuestion.options(sample).size()).stream()
                        .map(letter -> " " + letter)
                        .toList()))
        .withShots(examples.digest());
  }

  private static Protocol written(String name, Optional<SubjectExamples> examples) {
    SampleProtocol protocol =
        new SampleProtocol(
            name,
            GenerationSettings.greedy(256, List.of("</s>", "\n")),
            List.of("choice/lm-eval-generative", "choice/sound"),
            sample -> new Prompt.Text(text(sample, examples)));
    return examples.map(shots -> protocol.withShots(shots.digest())).orElse(protocol);
  }

  private static String text(Sample sample, Optional<SubjectExamples> examples) {
    return MmluQuestion.about(sample)
        + examples.map(shots -> shots.of(sample.facets().get(MmluQuestion.SUBJECT))).orElse("")
        + MmluQuestion.listed(sample.input(), MmluQuestion.options(sample), ANSWER);
  }

  @Override
  public Optional<SampleContent> content(Row row, Window window) {
    row.string(MmluQuestion.SUBJECT);
    return Optional.of(MmluQuestion.content(row));
  }
}
