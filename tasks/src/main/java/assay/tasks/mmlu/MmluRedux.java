package assay.tasks.mmlu;

import assay.results.Comparability;
import assay.results.Convention;
import assay.results.ForeignNames;
import assay.results.GenerationSettings;
import assay.results.Prompt;
import assay.results.SuiteFacts;
import assay.results.SuiteFacts.HubDataset;
import assay.results.published.PublishedScore.Kind;
import assay.tasks.ListedProtocol;
import assay.tasks.Protocol;
import assay.tasks.SampleContent;
import assay.tasks.SampleProtocol;
import assay.tasks.TaskRequest;
import assay.tasks.Window;
import assay.tasks.format.Row;
import assay.tasks.format.RowBenchmark;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// MMLU-Redux: questions of MMLU that experts have looked through, 100 a subject; those without a
/// fault count.
/// - Paper: Gema et al., "Are We Done with MMLU?", arXiv 2406.04127.
/// - Data: `edinburgh-dawg/mmlu-redux-2.0` (CC BY 4.0), 5,700 questions of 57 subjects, which the
///   hub has as Arrow files, one a subject: name an export of them, or of a copy of those without a
///   fault, with `--data`. Rows `question`, `choices`, `answer` (0 for the first), `error_type`.
/// - Prompts: `mmlu-redux/generative` as the task `mmlu_redux_generative` of lm-evaluation-harness
///   0.4.13, without its line about the subject, which the rows do not tell;
///   `mmlu-redux/simple-evals` in the words of [openai/simple-evals at
///   ee3b031](https://github.com/openai/simple-evals/tree/ee3b031), which has MMLU only.
///
/// A row whose `error_type` is not `ok`, in either case, is left out, as that harness does; without
/// the field all count. A sample's id is the row's number from 0.
public final class MmluRedux implements RowBenchmark {
  private static final String GENERATIVE = "mmlu-redux/generative";
  private static final String SIMPLE_EVALS = "mmlu-redux/simple-evals";
  private static final String ERROR_TYPE = "error_type";
  private static final String LETTER_ONLY =
      "Please respond with the correct letter (A, B, C or D) without any additional comments, only"
          + " the correct letter:";
  private static final Convention CONVENTION =
      new Convention("every question counts, without an answer: wrong", false, false);
  private static final ForeignNames NAMES =
      new ForeignNames(
          List.of("mmlu_redux"),
          Optional.of("mmlu_redux_.*"),
          List.of("mmlu-redux"),
          List.of(),
          List.of());

  /// Creates the benchmark.
  public MmluRedux() {}

  @Override
  public String suite() {
    return "mmlu-redux";
  }

  @Override
  public String description() {
    return "Questions of MMLU that experts found without a fault";
  }

  @Override
  public SuiteFacts facts() {
    return SuiteFacts.known(NAMES, HubDataset.test("edinburgh-dawg/mmlu-redux-2.0"))
        .withChoices(MmluQuestion.CHOICES);
  }

  @Override
  public List<ListedProtocol> protocols() {
    return List.of(
        ListedProtocol.of(SIMPLE_EVALS, 0, "simple-evals", CONVENTION)
            .comparable(Comparability.byShots(Kind.INSTRUCT)),
        ListedProtocol.zeroShot(GENERATIVE, CONVENTION));
  }

  @Override
  public Set<String> fields() {
    return Set.of("question", "choices", "answer", ERROR_TYPE, MmluQuestion.SUBJECT);
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
      case GENERATIVE ->
          new SampleProtocol(
              name,
              GenerationSettings.greedy(256, List.of("</s>")),
              List.of("choice/lm-eval-redux", "choice/sound"),
              sample ->
                  new Prompt.Text(
                      MmluQuestion.about(sample)
                          + MmluQuestion.listed(
                              sample.input(), MmluQuestion.options(sample), LETTER_ONLY)));
      default -> throw unknown(name);
    };
  }

  @Override
  public Optional<SampleContent> content(Row row, Window window) {
    boolean sound =
        row.optionalString(ERROR_TYPE)
            .map(type -> type.toLowerCase(Locale.ROOT).equals("ok"))
            .orElse(true);
    return sound ? Optional.of(MmluQuestion.content(row)) : Optional.empty();
  }
}
