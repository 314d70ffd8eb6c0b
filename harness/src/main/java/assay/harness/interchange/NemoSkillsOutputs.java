package assay.harness.interchange;

import assay.results.Cause;
import assay.results.Completion;
import assay.results.Digests;
import assay.results.Failure;
import assay.results.Outcome;
import assay.results.Prompt;
import assay.results.Reasoning;
import assay.results.Sample;
import assay.results.Score;
import assay.results.StopReason;
import assay.tasks.format.Row;
import assay.tasks.format.RowFile;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// The outputs of NeMo-Skills: `EXPERIMENT/eval-results/BENCHMARK/output.jsonl`, or
/// `output-rs0.jsonl`, `output-rs1.jsonl` and so on, a file for each seed. The files of all seeds
/// beside the named one are attempts at the same samples, in the order of their seeds; rows that
/// have no id of their own stand in the same order in all of them ([SeedRows]).
///
/// No file tells the model: it is named after the experiment's folder. `metrics.json` beside them
/// has sums alone. A model's judgement, `is_correct` and the rest are kept as NeMo-Skills' metrics
/// read them.
///
/// Source: NVIDIA/NeMo-Skills at 0b012df8, `nemo_skills/evaluation/metrics/`,
/// `nemo_skills/evaluation/evaluator/`.
///
/// @param path JSON Lines
public record NemoSkillsOutputs(Path path) implements ForeignLog {
  private static final Pattern SEED = Pattern.compile("output-rs(\\d+)\\.jsonl");
  private static final String JUDGEMENT = "Judgement:";
  private static final List<String> IDS = List.of("question_id", "unique_id", "task_id", "id");
  private static final List<String> QUESTIONS = List.of("problem", "question", "input");
  private static final List<String> FACETS =
      List.of("subset_for_metrics", "subject", "level", "category", "difficulty");
  private static final String OWN = "nemo-skills/";

  @Override
  public Origin origin() {
    Path folder = path.toAbsolutePath().normalize().getParent();
    String task = folder == null ? "unknown" : folder.getFileName().toString();
    Optional<Path> experiment =
        Optional.ofNullable(folder)
            .map(Path::getParent)
            .map(results -> results.endsWith("eval-results") ? results.getParent() : results);
    return new Origin(
        task,
        OWN + task,
        experiment.map(Path::getFileName).map(Path::toString).orElse("unknown"),
        List.of());
  }

  @Override
  public Making making() throws IOException {
    Map<String, String> files = new LinkedHashMap<>();
    Path metrics = path.resolveSibling("metrics.json");
    if (Files.isRegularFile(metrics)) {
      files.put("metrics", Digests.ofFile(metrics));
    }
    for (Path seed : seeds()) {
      if (!seed.getFileName().equals(path.getFileName())) {
        files.put(seed.getFileName().toString(), Digests.ofFile(seed));
      }
    }
    return new Making(Map.of(), OptionalInt.empty(), files, Optional.empty());
  }

  /// Returns the files of all seeds, or the one that has none.
  private List<Path> seeds() throws IOException {
    Path folder = path.toAbsolutePath().getParent();
    if (!SEED.matcher(path.getFileName().toString()).matches()) {
      return List.of(path);
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> SEED.matcher(file.getFileName().toString()).matches())
          .sorted(Comparator.comparingLong(NemoSkillsOutputs::seed))
          .toList();
    }
  }

  private static long seed(Path file) {
    Matcher name = SEED.matcher(file.getFileName().toString());
    return name.matches() ? Long.parseLong(name.group(1)) : 0;
  }

  @Override
  public void read(Consumer<Entry> consumer) throws IOException {
    List<Path> seeds = seeds();
    Optional<String> ids = ownIds(seeds.getFirst());
    SeedRows asked = new SeedRows(seeds.getFirst());
    for (int attempt = 0; attempt < seeds.size(); attempt++) {
      int number = attempt;
      asked.begin(seeds.get(attempt));
      try (Stream<Row> rows = new RowFile(seeds.get(attempt)).rows(Set.of())) {
        int[] index = {0};
        rows.forEach(
            row -> {
              Entry entry = entry(row, ids, index[0]++, number);
              asked.require(row, entry.sample());
              consumer.accept(entry);
            });
      }
      asked.end();
    }
  }

  private static Optional<String> ownIds(Path file) {
    return IDS.stream()
        .filter(
            field -> {
              Set<String> seen = new HashSet<>();
              try (Stream<Row> rows = new RowFile(file).rows(Set.of())) {
                return rows.allMatch(row -> row.has(field) && seen.add(row.label(field)));
              }
            })
        .findFirst();
  }

  private static Entry entry(Row row, Optional<String> ids, int index, int attempt) {
    Map<String, String> facets = new LinkedHashMap<>();
    FACETS.stream().filter(row::has).forEach(name -> facets.put(name, row.json(name).asText()));
    Sample sample =
        ForeignContent.sample(
            ids.map(row::label).orElseGet(() -> Integer.toString(index)),
            QUESTIONS.stream()
                .filter(row::has)
                .findFirst()
                .map(name -> row.json(name).asText())
                .orElse(""),
            row.json("expected_answer").asText(""),
            facets,
            new Sample.Plain());
    return new Entry(sample, attempt, new Prompt.Unrecorded(), outcome(row), scores(row));
  }

  private static Outcome outcome(Row row) {
    if (!row.json("generation").isTextual()) {
      return new Failure(Cause.NOT_RECORDED, "the row has no generation");
    }
    JsonNode tokens = row.json("num_generated_tokens");
    double seconds =
        row.json("generation_end_time").asDouble(0) - row.json("generation_start_time").asDouble(0);
    String thoughts = row.json("reasoning_content").asText("");
    String text = row.json("generation").asText();
    return new Completion(
        thoughts.isEmpty() ? text : thoughts + "\n" + text,
        OptionalInt.empty(),
        tokens.isInt() && tokens.intValue() >= 0
            ? OptionalInt.of(tokens.intValue())
            : OptionalInt.empty(),
        switch (row.json("finish_reason").asText("")) {
          case "stop" -> StopReason.STOP;
          case "length" -> StopReason.TOKEN_LIMIT;
          default -> StopReason.UNKNOWN;
        },
        thoughts.isEmpty()
            ? Reasoning.of(text)
            : new Reasoning(List.of(new Reasoning.Span(0, thoughts.length() + 1)), true),
        Duration.ofMillis(Math.max(0, Math.round(1000 * seconds))));
  }

  private static Map<String, Score> scores(Row row) {
    List<Map.Entry<String, Score>> found = new ArrayList<>();
    JsonNode answer = row.json("predicted_answer");
    String extracted = answer.isValueNode() && !answer.isNull() ? answer.asText() : "";
    if (row.has("symbolic_correct")) {
      Score score = StatedVerdict.of(row.json("symbolic_correct"), extracted);
      found.add(
          Map.entry(
              "symbolic_correct",
              row.mentions("predicted_answer") && answer.isNull() && !score.correct()
                  ? new Score.NoAnswer("the extraction found none")
                  : score));
    }
    if (row.has("judgement")) {
      found.add(Map.entry("judge_correct", judged(row.json("judgement").asText(), extracted)));
    }
    verdict(row.json("is_correct"), "passing_base_tests").ifPresent(found::add);
    verdict(row.json("is_correct-plus"), "passing_plus_tests").ifPresent(found::add);
    verdict(row.json("graded_list").path(0), "accuracy").ifPresent(found::add);
    Map<String, Score> scores = new LinkedHashMap<>();
    found.forEach(each -> scores.put(OWN + each.getKey(), each.getValue()));
    return scores;
  }

  private static Optional<Map.Entry<String, Score>> verdict(JsonNode value, String name) {
    return value.isMissingNode() || value.isNull()
        ? Optional.empty()
        : Optional.of(Map.entry(name, StatedVerdict.of(value, "")));
  }

  /// A judge ends with "Judgement: Yes" or "Judgement: No". NeMo-Skills' metrics count all else as
  /// no, where the judge gave no verdict.
  private static Score judged(String judgement, String answer) {
    int last = judgement.lastIndexOf(JUDGEMENT);
    String verdict =
        last < 0
            ? ""
            : judgement.substring(last + JUDGEMENT.length()).strip().toLowerCase(Locale.ROOT);
    if (verdict.startsWith("yes")) {
      return StatedScore.right(answer);
    }
    return verdict.startsWith("no")
        ? StatedScore.wrong(answer, "")
        : new Score.NotMeasured(Cause.GRADER_FAULT, "the judge says neither yes nor no");
  }
}
