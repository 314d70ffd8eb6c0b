package assay.tasks.aime;

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
import assay.tasks.wording.BoxedAnswer;
import assay.tasks.wording.SimpleEvals;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/// AIME, the American Invitational Mathematics Examination: the 30 problems of both contests of one
/// year, whose answers are integers from 0 to 999.
/// - Paper: none; the contests are at
///   https://artofproblemsolving.com/wiki/index.php/AIME_Problems_and_Solutions.
/// - Data: `HuggingFaceH4/aime_2024`, `math-ai/aime25` and `math-ai/aime26`; the problems belong to
///   the Mathematical Association of America. Rows `id`, `problem`, `answer`, or with capitals.
/// - Prompts: `boxed-user` from [QwenLM/QwQ at
///   620a5ea](https://github.com/QwenLM/QwQ/tree/620a5ea), which DeepSeek-R1's README asks for too;
///   `boxed-system` from [QwenLM/Qwen2.5-Math at
///   a45202b](https://github.com/QwenLM/Qwen2.5-Math/tree/a45202b), type `qwen25-math-cot`;
///   `simple-evals` from [openai/simple-evals at
///   ee3b031](https://github.com/openai/simple-evals/tree/ee3b031), `math_eval.py`.
///
/// An item: "Find the number of positive integers less than 100 that are divisible by 6.", answer
/// `016`.
///
/// With 30 problems one attempt each says little: the boxed protocols ask each problem 64 times
/// (temperature 0.6, top-p 0.95, of QwQ also top-k 40, 32,768 tokens), that of simple-evals 16
/// times, and the figure is the mean, whose interval takes problems and not attempts as
/// independent. Where the instruction stands moves the figure by several points, so it is in the
/// protocol's name. Answers are compared as integers (`math/integer`), `math/sound` stands beside.
public final class Aime implements RowBenchmark {
  private static final Convention CONVENTION =
      new Convention("mean of all attempts, without an answer: wrong", false, false);
  private static final Map<Integer, PublishedData> PUBLISHED =
      Map.of(
          2024,
          published(
              "HuggingFaceH4/aime_2024",
              "2fe88a2f1091d5048c0f36abc874fb997b3dd99a",
              PublishedData.File.of(
                  "data/train-00000-of-00001.parquet",
                  "26139847601a5037c237d5928b195e7260ca8074cf4f264b794af42847f79ccf")),
          2025,
          published(
              "math-ai/aime25",
              "563bb8404243c5f09de6ec262f2db674fe5bce9b",
              PublishedData.File.of(
                  "test.jsonl",
                  "b4e273c02d3e7fe1b74b59eae768fc8230bfb0f79539890cb56f4361caac0331")),
          2026,
          published(
              "math-ai/aime26",
              "79037aebdb6580008fb960d17cb21fd3099083e3",
              new PublishedData.File("aime2026.jsonl", Optional.empty())));

  private final int year;

  /// Creates the benchmark of a year.
  ///
  /// @param year 2024, 2025 or 2026
  public Aime(int year) {
    if (!PUBLISHED.containsKey(year)) {
      throw new IllegalArgumentException("no problems of AIME %d are known".formatted(year));
    }
    this.year = year;
  }

  private static PublishedData published(
      String repository, String commit, PublishedData.File file) {
    return new PublishedData(repository, commit, List.of(file), List.of());
  }

  @Override
  public String suite() {
    return "aime-" + year;
  }

  @Override
  public String description() {
    return "The 30 problems of the contests of %d, answered by integers".formatted(year);
  }

  @Override
  public SuiteFacts facts() {
    String split = year == 2024 ? "train" : "test";
    ForeignNames names =
        new ForeignNames(
            List.of("aime%d".formatted(year), "aime_%d".formatted(year), "aime" + year % 100),
            Optional.empty(),
            List.of(suite()),
            List.of(),
            List.of());
    return SuiteFacts.known(
        names, new HubDataset(PUBLISHED.get(year).repository(), Optional.empty(), split));
  }

  @Override
  public Optional<PublishedData> publishedData(Window window) {
    return Optional.of(PUBLISHED.get(year));
  }

  @Override
  public List<ListedProtocol> protocols() {
    return List.of(
        ListedProtocol.of(suite() + "/boxed-user", 0, "boxed, after the problem", CONVENTION)
            .comparable(Comparability.byShots(Kind.INSTRUCT)),
        ListedProtocol.of(suite() + "/boxed-system", 0, "boxed, system message", CONVENTION)
            .comparable(
                new Comparability(EnumSet.allOf(Kind.class), Optional.of("boxed, system message"))),
        ListedProtocol.of(suite() + "/simple-evals", 0, "simple-evals", CONVENTION)
            .comparable(new Comparability(EnumSet.allOf(Kind.class), Optional.of("simple-evals"))));
  }

  @Override
  public Set<String> fields() {
    return Set.of("id", "ID", "problem", "Problem", "answer", "Answer");
  }

  @Override
  public Protocol protocol(String name, TaskRequest request) {
    return switch (name.substring(name.indexOf('/') + 1)) {
      case "boxed-user" -> asked(name, reasoning(40, 64), BoxedAnswer::byUser);
      case "boxed-system" -> asked(name, reasoning(0, 64), BoxedAnswer::bySystem);
      case "simple-evals" ->
          asked(name, new GenerationSettings(2048, 0.5, 1, 0, 0, List.of(), 16), SimpleEvals::math);
      default -> throw unknown(name);
    };
  }

  private static GenerationSettings reasoning(int topK, int attempts) {
    return new GenerationSettings(32_768, 0.6, 0.95, topK, 0, List.of(), attempts);
  }

  private static Protocol asked(
      String name, GenerationSettings settings, Function<String, Prompt> wording) {
    return new SampleProtocol(
        name,
        settings,
        List.of("math/integer", "math/sound"),
        sample -> wording.apply(sample.input()));
  }

  @Override
  public Optional<SampleContent> content(Row row, Window window) {
    return Optional.of(
        new SampleContent(
            row.label(row.has("ID") ? "ID" : "id"),
            row.string(row.has("Problem") ? "Problem" : "problem"),
            row.textOrNumber(row.has("Answer") ? "Answer" : "answer"),
            Map.of(),
            new Sample.Plain()));
  }
}
