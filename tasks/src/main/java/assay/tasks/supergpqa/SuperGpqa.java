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
import assay.tasks.SampleDigest;
import assay.tasks.SampleProtocol;
import assay.tasks.TaskRequest;
import assay.tasks.Window;
import assay.tasks.format.Row;
import assay.tasks.format.RowBenchmark;
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
/// - Prompts: `zero-shot.yaml` of [SuperGPQA/SuperGPQA at
///   03a3e27](https://github.com/SuperGPQA/SuperGPQA/tree/03a3e27), greedy with at most 4,096
///   tokens.
///
/// An item: "What is the sum of 3 and 8?", options `A) 11` to `J) 5`, answer `A`.
///
/// Deviations: its own extraction is not reproduced, because its expressions may backtrack without
/// end (its script gives each five seconds); the prompt asks for `Answer: $LETTER`, which
/// `choice/simple-evals` reads, and `choice/sound` stands beside. Its five-shot prompt, whose
/// examples are not ours to ship, is left out.
public final class SuperGpqa implements RowBenchmark {
  private static final String ZERO_SHOT = "supergpqa/zero-shot";
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
            .comparable(Comparability.byShots(Kind.INSTRUCT)));
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
    return new SampleProtocol(
        name,
        GenerationSettings.greedy(4096, List.of()),
        List.of("choice/simple-evals", "choice/sound"),
        SuperGpqa::asked);
  }

  private static Prompt asked(Sample sample) {
    List<String> options = ((Choices) sample.extras()).options();
    StringBuilder prompt = new StringBuilder(INSTRUCTION).append("\n\n").append(sample.input());
    for (int i = 0; i < options.size(); i++) {
      prompt.append('\n').append(Choices.letter(i)).append(") ").append(options.get(i));
    }
    return Prompt.user(prompt.append('\n').toString());
  }

  @Override
  public Optional<Sample> sample(Row row, Window window) {
    List<String> options = row.strings("options");
    row.require("options", CHOICES.fault(options));
    String letter = row.string("answer_letter");
    row.require("answer_letter", OptionRule.fault(letter, options));
    Map<String, String> facets = new LinkedHashMap<>();
    for (String name : List.of("discipline", "field", "subfield", "difficulty")) {
      row.optionalString(name).ifPresent(value -> facets.put(name, value));
    }
    return Optional.of(
        SampleDigest.sample(
            row.label("uuid"), row.string("question"), letter, facets, new Choices(options)));
  }
}
