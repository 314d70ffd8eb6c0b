package assay.tasks.math500;

import assay.results.Comparability;
import assay.results.Convention;
import assay.results.ForeignNames;
import assay.results.ForeignNames.Extractor;
import assay.results.GenerationSettings;
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
import assay.tasks.wording.BoxedAnswer;
import assay.tasks.wording.SimpleEvals;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// MATH-500: 500 problems drawn at random from the 5,000 test problems of MATH.
/// - Papers: Hendrycks et al., "Measuring Mathematical Problem Solving With the MATH Dataset",
///   arXiv 2103.03874; Lightman et al., "Let's Verify Step by Step", arXiv 2305.20050 (the
///   selection).
/// - Data: `HuggingFaceH4/MATH-500`, which mirrors `math_splits/test.jsonl` of openai/prm800k
///   (MIT). It is not the whole test set of MATH, which many published tables report under a
///   similar name.
/// - Prompts: `math-500/qwen2.5-math` and `math-500/base-4shot` from [QwenLM/Qwen2.5-Math at
///   a45202b](https://github.com/QwenLM/Qwen2.5-Math/tree/a45202b), prompt types `qwen25-math-cot`
///   and `cot`; `math-500/simple-evals` from [openai/simple-evals at
///   ee3b031](https://github.com/openai/simple-evals/tree/ee3b031).
///
/// An item: "What is $2^3 + 1$?", answer `9`, subject `Algebra`, level 1. The target is the field
/// `answer`; harnesses that take it from `solution` anew can differ.
///
/// Every protocol's own scorer is `math/sound`: Qwen compares with its own lenient grader and
/// simple-evals asks GPT-4, both for equal meaning, which is what `math/sound` decides. Beside it
/// stand MATH's own string rules as a lower bound, with the extraction that fits the prompt. So the
/// scores compare with published ones in prompt and sampling, not in the last digit of grading.
///
/// Further deviations: the four examples of `base-4shot` are read from a file (rows `problem`,
/// `solution`) instead of being shipped, because the licence of the published solutions is not
/// stated; simple-evals puts a system message into some of its models' entries, here there is none.
public final class Math500 implements RowBenchmark {
  private static final String QWEN = "math-500/qwen2.5-math";
  private static final String SIMPLE_EVALS = "math-500/simple-evals";
  private static final String BASE = "math-500/base-4shot";

  /// `evaluation` of Qwen2.5-Math: a missing or ungradable answer is a wrong one.
  private static final PublishedData PUBLISHED =
      new PublishedData(
          "HuggingFaceH4/MATH-500",
          "6e4ed1a2a79af7d8630a6b768ec859cb5af4d3be",
          List.of(
              PublishedData.File.of(
                  "test.jsonl",
                  "35dc41080a3680858b27fa7e0533d2d547825316fc5dafe5d316f4ccc5a06132")),
          List.of());

  private static final Convention CONVENTION =
      new Convention("every problem counts, ungraded: wrong", false, false);

  /// lm-evaluation-harness and inspect_evals have `hendrycks_math500`, `minerva_math500`, `math500`
  /// and others. All of MATH is measured on its subset of 500.
  private static final ForeignNames NAMES =
      new ForeignNames(
          List.of("math_500", "math500"),
          Optional.of(".*math_?500.*"),
          List.of("math-500"),
          List.of("math"),
          List.of(new Extractor("qwen2.5-math", "math/qwen", false)));

  /// Creates the benchmark.
  public Math500() {}

  @Override
  public String suite() {
    return "math-500";
  }

  @Override
  public String description() {
    return "Competition mathematics with answers in LaTeX";
  }

  @Override
  public SuiteFacts facts() {
    return SuiteFacts.known(NAMES, HubDataset.test("HuggingFaceH4/MATH-500"));
  }

  @Override
  public Optional<PublishedData> publishedData(Window window) {
    return Optional.of(PUBLISHED);
  }

  @Override
  public List<ListedProtocol> protocols() {
    return List.of(
        ListedProtocol.of(QWEN, 0, "qwen25-math-cot", CONVENTION)
            .comparable(Comparability.byShots(Kind.INSTRUCT)),
        ListedProtocol.of(SIMPLE_EVALS, 0, "simple-evals", CONVENTION)
            .comparable(new Comparability(EnumSet.allOf(Kind.class), Optional.of("simple-evals"))),
        ListedProtocol.of(BASE, 4, BASE, CONVENTION).comparable(Comparability.byShots(Kind.BASE)));
  }

  @Override
  public Set<String> fields() {
    return Set.of(
        "problem", "question", "answer", "solution", "subject", "type", "level", "unique_id", "id");
  }

  @Override
  public Protocol protocol(String name, TaskRequest request) {
    return switch (name) {
      case QWEN ->
          new SampleProtocol(
              name,
              GenerationSettings.greedy(2048, BoxedAnswer.STOP),
              List.of("math/sound", "math/hendrycks+qwen-extraction", "math/hendrycks"),
              sample -> BoxedAnswer.bySystem(sample.input()));
      // Ten attempts, temperature and limit as its entries for GPT-4o have them.
      case SIMPLE_EVALS ->
          new SampleProtocol(
              name,
              new GenerationSettings(2048, 0.5, 1, 0, 0, List.of(), 10),
              List.of("math/sound"),
              sample -> SimpleEvals.math(sample.input()));
      case BASE -> FourShot.read(name, ShotsFile.find(request, "shots", name));
      default -> throw unknown(name);
    };
  }

  @Override
  public Optional<SampleContent> content(Row row, Window window) {
    return Optional.of(new MathRow(row).content());
  }
}
