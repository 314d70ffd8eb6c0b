package assay.tasks.math500;

import assay.results.Convention;
import assay.results.Sample;
import assay.results.SuiteFacts;
import assay.results.SuiteFacts.HubDataset;
import assay.results.published.PublishedScore;
import assay.results.published.PublishedScore.Kind;
import assay.tasks.ListedProtocol;
import assay.tasks.Protocol;
import assay.tasks.SampleDigest;
import assay.tasks.TaskRequest;
import assay.tasks.Window;
import assay.tasks.format.Row;
import assay.tasks.format.RowBenchmark;
import assay.tasks.format.ShotsFile;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
  private static final Convention CONVENTION =
      new Convention("every problem counts, ungraded: wrong", false, false);

  private static final Set<String> PUBLISHED_AS = Set.of("math-500", "math");

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
    return new SuiteFacts(false, Optional.of(HubDataset.test("HuggingFaceH4/MATH-500")));
  }

  @Override
  public List<ListedProtocol> protocols() {
    return List.of(
        ListedProtocol.of(QWEN, 0, "qwen25-math-cot", CONVENTION),
        ListedProtocol.of(SIMPLE_EVALS, 0, "simple-evals", CONVENTION),
        ListedProtocol.of(BASE, 4, BASE, CONVENTION));
  }

  @Override
  public boolean isCalled(String task) {
    return task.contains("math500") || task.contains("math_500");
  }

  /// All of MATH is measured on its subset of 500.
  @Override
  public boolean isPublishedAs(String registrySuite) {
    return PUBLISHED_AS.contains(registrySuite);
  }

  @Override
  public Optional<String> protocolOf(PublishedScore figure) {
    if (figure.conditions().prompt().orElse("").equals("simple-evals")) {
      return Optional.of(SIMPLE_EVALS);
    }
    return switch (figure.conditions().shots().orElse(figure.kind() == Kind.BASE ? 4 : 0)) {
      case 4 -> Optional.of(BASE);
      case 0 -> Optional.of(QWEN);
      default -> Optional.empty();
    };
  }

  @Override
  public Set<String> fields() {
    return Set.of("problem", "answer", "subject", "level", "unique_id");
  }

  @Override
  public Protocol protocol(String name, TaskRequest request) {
    return switch (name) {
      case QWEN -> new QwenMath(name);
      case SIMPLE_EVALS -> new SimpleEvals(name);
      case BASE -> FourShot.read(name, ShotsFile.find(request, "shots", name));
      default -> throw unknown(name);
    };
  }

  @Override
  public Optional<Sample> sample(Row row, Window window) {
    return Optional.of(problem(row));
  }

  private static Sample problem(Row row) {
    Map<String, String> facets = new LinkedHashMap<>();
    facets.put("subject", row.string("subject"));
    facets.put("level", row.label("level"));
    return SampleDigest.sample(
        row.label("unique_id"),
        row.string("problem"),
        row.string("answer"),
        facets,
        new Sample.Plain());
  }
}
