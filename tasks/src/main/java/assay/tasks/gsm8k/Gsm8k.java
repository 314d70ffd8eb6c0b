package assay.tasks.gsm8k;

import assay.results.Comparability;
import assay.results.Convention;
import assay.results.ForeignNames;
import assay.results.ForeignNames.Extractor;
import assay.results.GenerationSettings;
import assay.results.Prompt;
import assay.results.Sample;
import assay.results.SuiteFacts;
import assay.results.SuiteFacts.HubDataset;
import assay.results.published.PublishedScore.Kind;
import assay.tasks.DataException;
import assay.tasks.ListedProtocol;
import assay.tasks.Protocol;
import assay.tasks.PublishedData;
import assay.tasks.SampleContent;
import assay.tasks.SampleProtocol;
import assay.tasks.TaskRequest;
import assay.tasks.Window;
import assay.tasks.format.Row;
import assay.tasks.format.RowBenchmark;
import assay.tasks.format.RowFile;
import assay.tasks.format.ShotsFile;
import assay.tasks.wording.BoxedAnswer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// GSM8K: 1,319 word problems of grade school mathematics, whose answers are numbers.
/// - Paper: Cobbe et al., "Training Verifiers to Solve Math Word Problems", arXiv 2110.14168.
/// - Data: `openai/gsm8k`, subset `main`, the files `test.jsonl` and `train.jsonl` of
///   openai/grade-school-math (MIT), rows `question`, `answer`.
/// - Prompts: `gsm8k/boxed` as [QwenLM/Qwen2.5-Math at
///   a45202b](https://github.com/QwenLM/Qwen2.5-Math/tree/a45202b), type `qwen25-math-cot`; the
///   others as the tasks `gsm8k`, `gsm8k_cot` and `gsm8k_cot_zeroshot` of lm-evaluation-harness
///   0.4.13.
///
/// An item: "A box holds 12 pens. How many pens do 3 boxes hold?", whose `answer` is worked out and
/// ends with `#### 36`. The target is what follows the last `####`; a sample's id is the row's
/// number from 0, as in that harness' logs, and `steps` is how many lines the solution has.
///
/// `gsm8k/5-shot`, with examples drawn anew for each problem from the training split, is the task
/// of the first Open LLM Leaderboard. `gsm8k/cot-8shot` has the eight examples of Wei et al. (arXiv
/// 2201.11903), which are read from a file of rows `question`, `target` (those of the harness'
/// `gsm8k-cot.yaml`) and not shipped. The harness reports two figures for each of its tasks,
/// `gsm8k/strict` (or `gsm8k/strict-cot`) and `gsm8k/flexible`; `math/sound` stands beside. Its
/// models write 256 tokens at most unless told otherwise, so these protocols allow no more.
public final class Gsm8k implements RowBenchmark {
  private static final String BOXED = "gsm8k/boxed";
  private static final String DRAWN = "gsm8k/5-shot";
  private static final String COT = "gsm8k/cot-8shot";
  private static final String COT_ZERO = "gsm8k/cot-0shot";

  private static final int DRAWN_SHOTS = 5;
  private static final int COT_SHOTS = 8;
  private static final String ANSWER_MARK = "####";
  private static final String FLEXIBLE = "gsm8k/flexible";
  private static final String SOUND = "math/sound";

  private static final PublishedData PUBLISHED =
      new PublishedData(
          "openai/gsm8k",
          "cc7b047b6e5bb11b4f1af84efc572db110a51b3c",
          List.of(new PublishedData.File("main/test-00000-of-00001.parquet", Optional.empty())),
          List.of(new PublishedData.File("main/train-00000-of-00001.parquet", Optional.empty())));

  private static final Convention CONVENTION =
      new Convention("every problem counts, without an answer: wrong", false, false);

  private static final ForeignNames NAMES =
      new ForeignNames(
          List.of("gsm8k", "gsm8k_cot", "gsm8k_cot_zeroshot"),
          Optional.empty(),
          List.of("gsm8k"),
          List.of(),
          List.of(
              new Extractor("strict-match", "gsm8k/strict", false),
              new Extractor("flexible-extract", FLEXIBLE, false)));

  /// Creates the benchmark.
  public Gsm8k() {}

  @Override
  public String suite() {
    return "gsm8k";
  }

  @Override
  public String description() {
    return "Word problems of grade school mathematics";
  }

  @Override
  public SuiteFacts facts() {
    return SuiteFacts.known(NAMES, new HubDataset("openai/gsm8k", Optional.of("main"), "test"));
  }

  @Override
  public Optional<PublishedData> publishedData(Window window) {
    return Optional.of(PUBLISHED);
  }

  @Override
  public List<ListedProtocol> protocols() {
    return List.of(
        ListedProtocol.of(BOXED, 0, "qwen25-math-cot", CONVENTION)
            .comparable(Comparability.byShots(Kind.INSTRUCT)),
        ListedProtocol.of(DRAWN, DRAWN_SHOTS, DRAWN, CONVENTION)
            .comparable(Comparability.byShots(Kind.BASE)),
        ListedProtocol.of(COT, COT_SHOTS, "CoT", CONVENTION).comparable(Comparability.byShots()),
        ListedProtocol.zeroShot(COT_ZERO, CONVENTION).comparable(Comparability.byShots()));
  }

  @Override
  public Set<String> fields() {
    return Set.of("question", "answer");
  }

  @Override
  public Protocol protocol(String name, TaskRequest request) {
    return switch (name) {
      case BOXED ->
          new SampleProtocol(
              name,
              GenerationSettings.greedy(2048, BoxedAnswer.STOP),
              List.of(SOUND, "math/qwen", FLEXIBLE),
              sample -> BoxedAnswer.bySystem(sample.input()));
      case DRAWN ->
          drawn(name, DrawnExamples.read(ShotsFile.find(request, "train", name), DRAWN_SHOTS));
      case COT -> thought(name, ShotsFile.find(request, "shots", name));
      case COT_ZERO ->
          new SampleProtocol(
              name,
              asHarness("Q:"),
              List.of("gsm8k/strict-cot", FLEXIBLE, SOUND),
              sample -> new Prompt.Text("Q: " + sample.input() + "\nA: Let's think step by step."));
      default -> throw unknown(name);
    };
  }

  private static Protocol drawn(String name, DrawnExamples examples) {
    return new SampleProtocol(
            name,
            asHarness("Question:"),
            List.of("gsm8k/strict", FLEXIBLE, SOUND),
            sample ->
                new Prompt.Text(
                    examples.before(Integer.parseInt(sample.id())) + asked(sample.input())))
        .withShots(examples.digest());
  }

  private static Protocol thought(String name, RowFile file) {
    List<String> shots =
        file.read(
            Set.of("question", "target"),
            row -> "Q: " + row.string("question") + "\nA: " + row.string("target") + "\n\n");
    if (shots.size() != COT_SHOTS) {
      throw DataException.inFile(
          file.path().toString(),
          "has %d worked examples; expected %d. Use a file with eight rows of question and target"
              .formatted(shots.size(), COT_SHOTS));
    }
    String examples = String.join("", shots);
    return new SampleProtocol(
            name,
            asHarness("Q:"),
            List.of("gsm8k/strict-cot", FLEXIBLE, SOUND),
            sample -> new Prompt.Text(examples + "Q: " + sample.input() + "\nA:"))
        .withShots(file.digest());
  }

  private static GenerationSettings asHarness(String next) {
    return GenerationSettings.greedy(256, List.of(next, "</s>", "<|im_end|>"));
  }

  static String asked(String question) {
    return "Question: " + question + "\nAnswer:";
  }

  @Override
  public Optional<SampleContent> content(Row row, Window window) {
    String answer = row.string("answer");
    int mark = answer.lastIndexOf(ANSWER_MARK);
    if (mark < 0) {
      throw row.error("answer", "has no \"####\" before its number. Use the original data");
    }
    String solution = answer.substring(0, mark).strip();
    return Optional.of(
        new SampleContent(
            Long.toString(row.line() - 1),
            row.string("question"),
            answer.substring(mark + ANSWER_MARK.length()).strip(),
            Map.of("steps", Long.toString(solution.lines().count())),
            new Sample.Plain()));
  }
}
