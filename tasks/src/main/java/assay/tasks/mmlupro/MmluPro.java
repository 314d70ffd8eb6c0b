package assay.tasks.mmlupro;

import assay.results.Convention;
import assay.results.Sample;
import assay.results.SuiteFacts;
import assay.results.SuiteFacts.HubDataset;
import assay.results.published.PublishedScore;
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

/// MMLU-Pro: 12,032 questions in 14 categories with three to ten options.
/// - Paper: Wang et al., "MMLU-Pro: A More Robust and Challenging Multi-Task Language Understanding
///   Benchmark", arXiv 2406.01574.
/// - Data: `TIGER-Lab/MMLU-Pro` (MIT), splits `test` and `validation`; any of its forms (Parquet,
///   JSON Lines, CSV). The authors have corrected it several times, so the digest of the file is
///   part of a score.
/// - Prompts: `evaluate_from_local.py` and `evaluate_from_api.py` of [TIGER-AI-Lab/MMLU-Pro at
///   f418b11](https://github.com/TIGER-AI-Lab/MMLU-Pro/tree/f418b11).
///
/// An item: "Which enzyme unwinds the DNA double helix?", options `A. Ligase`, `B. Helicase`, ...,
/// answer `B`, category `biology`.
///
/// Preparation is the official one: options that are the text `N/A` are dropped, then the letters
/// are given, and `answer` is the target. `answer_index` is not read: in the published data it
/// contradicts `answer` for question 3983, and the official scripts compare letters. The score over
/// all questions is the share of right ones (micro average).
///
/// Deviations, each described where it is made: [LocalScript] never asks with a negative number of
/// examples and refuses a question that does not fit, where the official script does not end.
public final class MmluPro implements RowBenchmark {
  /// The protocol of the authors' script for models that run locally.
  public static final String LOCAL = "mmlu-pro/official-local";

  private static final String LOCAL_ZERO_SHOT = "mmlu-pro/official-local-0shot";
  private static final String API = "mmlu-pro/official-api";
  private static final String TASK = "mmlu_pro";
  private static final int MOST_OPTIONS = 10;
  private static final String NO_OPTION = "N/A";

  static final String CATEGORY = "category";

  /// `evaluate_from_local.py`: a question without an answer counts as a random guess.
  private static final Convention LOCAL_CONVENTION =
      new Convention("every question counts, without an answer: wrong", true, false);

  /// `evaluate_from_api.py`: a question whose call failed is never written, hence never counted.
  private static final Convention API_CONVENTION =
      new Convention("failed calls leave the denominator, without an answer: wrong", true, true);

  /// Creates the benchmark.
  public MmluPro() {}

  @Override
  public String suite() {
    return "mmlu-pro";
  }

  @Override
  public String description() {
    return "Multiple-choice questions in 14 subjects with up to ten options";
  }

  @Override
  public SuiteFacts facts() {
    return new SuiteFacts(false, Optional.of(HubDataset.test("TIGER-Lab/MMLU-Pro")));
  }

  @Override
  public List<ListedProtocol> protocols() {
    return List.of(
        ListedProtocol.of(LOCAL, 5, "CoT", LOCAL_CONVENTION),
        ListedProtocol.zeroShot(LOCAL_ZERO_SHOT, LOCAL_CONVENTION),
        ListedProtocol.of(API, 5, "CoT", API_CONVENTION));
  }

  /// lm-evaluation-harness has a task for each category, such as `mmlu_pro_math`. Other benchmarks
  /// have names that begin alike, such as `mmlu_prox_de` and `mmlu_pro_plus`.
  @Override
  public boolean isCalled(String task) {
    return task.equals(TASK) || (task.startsWith(TASK + "_") && !task.startsWith(TASK + "_plus"));
  }

  @Override
  public Optional<String> protocolOf(PublishedScore figure) {
    return switch (figure.conditions().shots().orElse(5)) {
      case 5 -> Optional.of(LOCAL);
      case 0 -> Optional.of(LOCAL_ZERO_SHOT);
      default -> Optional.empty();
    };
  }

  @Override
  public Set<String> fields() {
    return Set.of("question_id", "question", "options", "answer", CATEGORY, "src");
  }

  @Override
  public Set<String> wholeRow() {
    return Set.of("question_id", "question", "options", "answer", CATEGORY);
  }

  @Override
  public Protocol protocol(String name, TaskRequest request) {
    return switch (name) {
      case LOCAL -> new LocalScript(name, Optional.of(shots(request, name)));
      case LOCAL_ZERO_SHOT -> new LocalScript(name, Optional.empty());
      case API -> new ApiScript(name, shots(request, name));
      default -> throw unknown(name);
    };
  }

  private static Shots shots(TaskRequest request, String protocol) {
    return Shots.read(ShotsFile.find(request, "validation", protocol));
  }

  @Override
  public Optional<Sample> sample(Row row, Window window) {
    return Optional.of(question(row));
  }

  private static Sample question(Row row) {
    List<String> options = options(row);
    String answer = row.string("answer");
    if (answer.length() != 1
        || answer.charAt(0) - 'A' >= options.size()
        || answer.charAt(0) < 'A') {
      throw row.error(
          "answer",
          "is \"%s\"; expected a letter from A to %s. Correct the row"
              .formatted(answer, Sample.Choices.letter(options.size() - 1)));
    }
    Map<String, String> facets = new LinkedHashMap<>();
    facets.put(CATEGORY, row.string(CATEGORY));
    row.optionalString("src").ifPresent(source -> facets.put("src", source));
    return SampleDigest.sample(
        row.label("question_id"),
        row.string("question"),
        answer,
        facets,
        new Sample.Choices(options));
  }

  /// Returns the options of a question or a worked example without those that are no option.
  static List<String> options(Row row) {
    List<String> options =
        row.strings("options").stream().filter(option -> !option.equals(NO_OPTION)).toList();
    if (options.isEmpty() || options.size() > MOST_OPTIONS) {
      throw row.error(
          "options",
          "has %d options; expected 1 to %d. Correct the row"
              .formatted(options.size(), MOST_OPTIONS));
    }
    return options;
  }

  /// Returns the scorers of a protocol: its own, and the extractions of the other harnesses with
  /// which reports show how much the rule moves the score. Rules that find the same letters under
  /// another name (`choice/compute-accuracy-l1` and `-l2`, `choice/lm-eval`) are left out.
  static List<String> scorers(String own, String otherOfficial) {
    return List.of(
        own,
        "choice/first-rule",
        "choice/last-match",
        otherOfficial,
        "choice/official-apix",
        "choice/simple-evals",
        "choice/opencompass",
        "choice/evalscope",
        "choice/sound");
  }

  static List<String> options(Sample sample) {
    if (sample.extras() instanceof Sample.Choices choices) {
      return choices.options();
    }
    throw new IllegalArgumentException(
        "sample %s has no options, so it is no multiple-choice question".formatted(sample.id()));
  }
}
