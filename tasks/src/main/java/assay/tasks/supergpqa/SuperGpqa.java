package assay.tasks.supergpqa;

import assay.results.Comparability;
import assay.results.Convention;
import assay.results.ForeignNames;
import assay.results.GenerationSettings;
import assay.results.OptionRule;
import assay.results.Prompt;
import assay.results.Sample;
import assay.results.Sample.Choices;
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
import assay.tasks.format.RowFile;
import assay.tasks.format.ShotsFile;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// SuperGPQA: 26,529 questions of 285 graduate subjects with up to ten options.
/// - Paper: M-A-P, "SuperGPQA: Scaling LLM Evaluation across 285 Graduate Disciplines", arXiv
///   2502.14739.
/// - Data: `m-a-p/SuperGPQA`, file `SuperGPQA-all.jsonl` (ODC-BY; questions taken from elsewhere
///   belong to their sources), named with `--data`; rows `uuid`, `question`, `options`,
///   `answer_letter`, `discipline`, `field`, `subfield`, `difficulty`.
/// - Prompts: `zero-shot.yaml` and `five-shot.yaml` of [SuperGPQA/SuperGPQA at
///   03a3e27](https://github.com/SuperGPQA/SuperGPQA/tree/03a3e27), greedy with at most 4,096
///   tokens.
///
/// An item: "What is the sum of 3 and 8?", options `A) 11` to `J) 5`, answer `A`.
///
/// Base models are asked with five examples as raw text. Those are the authors', so the file is
/// named with `--shots`, or lies beside the data.
///
/// Deviations: the expressions of the extraction may backtrack without end in the original, which
/// gives each search five seconds; here they end, and find what theirs find with enough time.
public final class SuperGpqa implements RowBenchmark {
  private static final String ZERO_SHOT = "supergpqa/zero-shot";
  private static final String FIVE_SHOT = "supergpqa/five-shot";
  private static final String INSTRUCTION =
      "Answer the following multiple choice question. There is only one correct answer. The last"
          + " line of your response should be in the format 'Answer: $LETTER' (without quotes),"
          + " where LETTER is one of A, B, C, D, E, F, G, H, I, or J.";
  private static final OptionRule CHOICES = OptionRule.upTo(10);
  private static final Convention CONVENTION =
      new Convention("every question counts, without an answer: wrong", false, false);

  /// Creates the benchmark.
  public SuperGpqa() {}

  @Override
  public String suite() {
    return "supergpqa";
  }

  @Override
  public String description() {
    return "Questions of 285 graduate subjects with up to ten options";
  }

  @Override
  public SuiteFacts facts() {
    ForeignNames names =
        new ForeignNames(
            List.of("supergpqa", "super_gpqa"),
            Optional.empty(),
            List.of(suite()),
            List.of(),
            List.of());
    return SuiteFacts.known(names, new HubDataset("m-a-p/SuperGPQA", Optional.empty(), "train"))
        .withChoices(CHOICES);
  }

  @Override
  public List<ListedProtocol> protocols() {
    return List.of(
        ListedProtocol.zeroShot(ZERO_SHOT, CONVENTION)
            .comparable(Comparability.byShots(Kind.INSTRUCT)),
        ListedProtocol.of(FIVE_SHOT, 5, "CoT", CONVENTION)
            .comparable(Comparability.byShots(Kind.BASE)));
  }

  @Override
  public Set<String> fields() {
    return Set.of(
        "uuid",
        "question",
        "options",
        "answer_letter",
        "discipline",
        "field",
        "subfield",
        "difficulty");
  }

  @Override
  public Protocol protocol(String name, TaskRequest request) {
    GenerationSettings settings = GenerationSettings.greedy(4096, List.of());
    if (name.equals(ZERO_SHOT)) {
      return new SampleProtocol(
              name,
              settings,
              List.of("choice/supergpqa", "choice/simple-evals", "choice/sound"),
              sample -> Prompt.user(INSTRUCTION + "\n\n" + question(sample) + "\n"))
          .inVersion("2");
    }
    RowFile file = ShotsFile.find(request, "five-shot", name);
    FiveShotFile shots = FiveShotFile.read(file.path());
    return new SampleProtocol(
            name,
            settings,
            List.of("choice/supergpqa-5shot", "choice/sound"),
            sample -> new Prompt.Text(shots.of(question(sample))))
        .withShots(file.digest());
  }

  private static String question(Sample sample) {
    List<String> options = ((Choices) sample.extras()).options();
    StringBuilder question = new StringBuilder(sample.input());
    for (int i = 0; i < options.size(); i++) {
      question.append('\n').append(Choices.letter(i)).append(") ").append(options.get(i));
    }
    return question.toString();
  }

  @Override
  public Optional<SampleContent> content(Row row, Window window) {
    List<String> options = row.strings("options");
    row.require("options", CHOICES.fault(options));
    String letter = row.string("answer_letter");
    row.require("answer_letter", OptionRule.fault(letter, options));
    Map<String, String> facets = new LinkedHashMap<>();
    for (String name : List.of("discipline", "field", "subfield", "difficulty")) {
      row.optionalString(name).ifPresent(value -> facets.put(name, value));
    }
    return Optional.of(
        new SampleContent(
            row.label("uuid"), row.string("question"), letter, facets, new Choices(options)));
  }
}
