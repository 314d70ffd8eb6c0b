package assay.tasks.mmlupro;

import assay.results.Comparability;
import assay.results.Convention;
import assay.results.ForeignNames;
import assay.results.ForeignNames.Extractor;
import assay.results.OptionRule;
import assay.results.Sample;
import assay.results.SuiteFacts;
import assay.results.SuiteFacts.HubDataset;
import assay.results.published.PublishedScore.Kind;
import assay.tasks.ListedProtocol;
import assay.tasks.Protocol;
import assay.tasks.PublishedData;
import assay.tasks.SampleContent;
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
/// By the likelihood of options: the task of the Open LLM Leaderboard 2, and the question alone
/// with its options ([OptionLikelihoods]).
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

  /// Which options a question has; lists of the published data are filled up to ten.
  public static final OptionRule CHOICES = new OptionRule(10, Optional.of("N/A"));

  /// lm-evaluation-harness has a task for each category, such as `mmlu_pro_math`. Other benchmarks
  /// have names that begin alike, such as `mmlu_prox_de` and `mmlu_pro_plus`. The authors' script
  /// puts a random guess where it found no answer; sources differ in whether they count it.
  private static final ForeignNames NAMES =
      new ForeignNames(
          List.of("mmlu_pro"),
          Optional.of("mmlu_pro_(?!plus).*"),
          List.of("mmlu-pro"),
          List.of(),
          List.of(
              new Extractor("rule 1", "choice/first-rule", false),
              new Extractor("rules 1-3", "choice/official", false),
              new Extractor("rules 1-3 and the expected random guess", "choice/official", true)));

  private static final String LOCAL_ZERO_SHOT = "mmlu-pro/official-local-0shot";
  private static final String API = "mmlu-pro/official-api";
  private static final String LEADERBOARD = "mmlu-pro/leaderboard";
  private static final String CLOZE = "mmlu-pro/cloze-0shot";

  /// The test split as it stands since the corrections of October 2024.
  private static final PublishedData PUBLISHED =
      new PublishedData(
          "TIGER-Lab/MMLU-Pro",
          "b189ec765aa7ed75c8acfea42df31fdae71f97be",
          List.of(
              PublishedData.File.of(
                  "data/test-00000-of-00001.parquet",
                  "0e24a191921c2f453518a537a8b2117bd137e7714d4ef1565e9ba06c1ecb9ad8")),
          List.of(
              PublishedData.File.of(
                  "data/validation-00000-of-00001.parquet",
                  "139423c23722e480c807ac4a191409a710cfce4eba744c1d641cf88e730e2078")));

  static final String CATEGORY = "category";

  /// `evaluate_from_local.py`: a question without an answer counts as a random guess.
  private static final Convention LOCAL_CONVENTION =
      new Convention("every question counts, without an answer: wrong", true, false);

  /// `evaluate_from_api.py`: a question whose call failed is never written, hence never counted.
  private static final Convention API_CONVENTION =
      new Convention("failed calls leave the denominator, without an answer: wrong", true, true);

  /// The likeliest option is the answer, so there always is one.
  private static final Convention LIKELIHOOD_CONVENTION =
      new Convention("every question counts", false, false);

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
    return SuiteFacts.known(NAMES, HubDataset.test("TIGER-Lab/MMLU-Pro")).withChoices(CHOICES);
  }

  @Override
  public Optional<PublishedData> publishedData(Window window) {
    return Optional.of(PUBLISHED);
  }

  @Override
  public List<ListedProtocol> protocols() {
    Comparability fiveShot = Comparability.byShots(Kind.BASE, Kind.INSTRUCT);
    return List.of(
        ListedProtocol.of(LOCAL, 5, "CoT", LOCAL_CONVENTION).comparable(fiveShot),
        ListedProtocol.zeroShot(LOCAL_ZERO_SHOT, LOCAL_CONVENTION)
            .comparable(Comparability.byShots()),
        ListedProtocol.of(API, 5, "CoT", API_CONVENTION).comparable(fiveShot),
        ListedProtocol.of(LEADERBOARD, 5, LEADERBOARD, LIKELIHOOD_CONVENTION),
        ListedProtocol.zeroShot(CLOZE, LIKELIHOOD_CONVENTION));
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
      case LEADERBOARD ->
          OptionLikelihoods.leaderboard(name, ShotsFile.find(request, "validation", name));
      case CLOZE -> OptionLikelihoods.cloze(name);
      default -> throw unknown(name);
    };
  }

  private static Shots shots(TaskRequest request, String protocol) {
    return Shots.read(ShotsFile.find(request, "validation", protocol));
  }

  @Override
  public Optional<SampleContent> content(Row row, Window window) {
    return Optional.of(question(row));
  }

  private static SampleContent question(Row row) {
    List<String> options = options(row);
    String answer = row.string("answer");
    row.require("answer", OptionRule.fault(answer, options));
    Map<String, String> facets = new LinkedHashMap<>();
    facets.put(CATEGORY, row.string(CATEGORY));
    row.optionalString("src").ifPresent(source -> facets.put("src", source));
    return new SampleContent(
        row.label("question_id"),
        row.string("question"),
        answer,
        facets,
        new Sample.Choices(options));
  }

  /// Returns the options of a question or a worked example without those that are no option.
  static List<String> options(Row row) {
    List<String> options = CHOICES.options(row.strings("options"));
    row.require("options", CHOICES.fault(options));
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
