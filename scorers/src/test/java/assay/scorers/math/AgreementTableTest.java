package assay.scorers.math;

import static org.assertj.core.api.Assertions.assertThat;

import assay.results.Score;
import assay.scorers.PairGrader;
import assay.scorers.SharedData;
import assay.scorers.catalog.Scorers;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// The agreement tables of scorers/README.md. With `-Dassay.tables=write` the test writes them,
/// without it the tables have to be current.
class AgreementTableTest {
  private static final Path README = Path.of("README.md");
  private static final String START = "<!-- agreement: written by AgreementTableTest -->\n";
  private static final String END = "<!-- end of agreement -->";

  @Test
  void tablesOfTheReadmeAreCurrent() throws IOException {
    String tables = officialTable() + "\n" + soundTable();
    String readme = Files.readString(README);
    int start = readme.indexOf(START) + START.length();
    int end = readme.indexOf(END);
    if ("write".equals(System.getProperty("assay.tables"))) {
      Files.writeString(README, readme.substring(0, start) + tables + readme.substring(end));
    } else {
      assertThat(readme.substring(start, end)).isEqualTo(tables);
    }
  }

  /// Counts of one comparison with recorded verdicts.
  private static final class Tally {
    private int agree;
    private int stricter;
    private int laxer;
    private int undecided;

    void add(Score score, boolean recorded) {
      if (!score.measured()) {
        undecided++;
      } else if (score.correct() == recorded) {
        agree++;
      } else if (recorded) {
        stricter++;
      } else {
        laxer++;
      }
    }

    String cells() {
      int all = agree + stricter + laxer + undecided;
      return "%d of %d | %d | %d | %d".formatted(agree, all, stricter, laxer, undecided);
    }
  }

  private static String officialTable() {
    StringBuilder table =
        new StringBuilder(
            """
            | scorer | recorded verdicts | agree | original accepts, ours not | ours accepts, original not | undecided |
            |---|---|---|---|---|---|
            """);
    for (String name : OfficialVerdicts.SCORERS) {
      Tally pairs = new Tally();
      for (JsonNode row : SharedData.resource(AgreementTableTest.class, "verdicts-pairs.jsonl")) {
        pairs.add(grade(name, row), OfficialVerdicts.verdict(row, name));
      }
      table.append("| `%s` | made-up pairs | %s |\n".formatted(name, pairs.cells()));
      table.append("| | cases of graders' own tests | %s |\n".formatted(onCases(name).cells()));
    }
    table.append(
        "| `math/qwen` | 400 generations, by its authors | %s |\n"
            .formatted(onGenerations("math/qwen", "official_correct").cells()));
    table.append(
        "| `math/prm800k` | the same, extracted answers | %s |\n"
            .formatted(onExtracted("math/prm800k", "prm800k_grade_answer").cells()));
    table.append(
        "| `math/hendrycks` | the same, extracted answers | %s |\n"
            .formatted(onExtracted("math/hendrycks", "hendrycks_is_equiv").cells()));
    return table.toString();
  }

  private static Score grade(String name, JsonNode row) {
    PairGrader grader = Scorers.grader(name).orElseThrow();
    return grader.gradeAnswer(row.get("gold").textValue(), row.get("pred").textValue());
  }

  private static Tally onCases(String name) {
    Tally tally = new Tally();
    Iterator<JsonNode> verdicts =
        SharedData.resource(AgreementTableTest.class, "verdicts-cases.jsonl").iterator();
    JsonNode verdict = verdicts.next();
    for (JsonNode row : SharedData.rows("math/equivalence_cases.jsonl")) {
      if (row.get("id").equals(verdict.get("id"))) {
        tally.add(grade(name, row), OfficialVerdicts.verdict(verdict, name));
        verdict = verdicts.hasNext() ? verdicts.next() : verdict;
      }
    }
    return tally;
  }

  private static Tally onGenerations(String name, String field) {
    Tally tally = new Tally();
    PairGrader grader = Scorers.grader(name).orElseThrow();
    for (JsonNode row : SharedData.rows("math/generations_qwen2.5-math_100x8_even.jsonl")) {
      tally.add(
          grader.gradeCompletion(row.get("gold").textValue(), row.get("output").textValue()),
          row.get(field).booleanValue());
    }
    return tally;
  }

  private static Tally onExtracted(String name, String field) {
    Tally tally = new Tally();
    PairGrader grader = Scorers.grader(name).orElseThrow();
    for (JsonNode row : SharedData.rows("math/generations_qwen2.5-math_100x8_even.jsonl")) {
      tally.add(
          grader.gradeAnswer(row.get("gold").textValue(), row.get("extracted").textValue()),
          row.get(field).booleanValue());
    }
    return tally;
  }

  private static String soundTable() {
    Map<String, Tally> rows =
        new LinkedHashMap<>(
            Map.of(
                "cases of graders' own tests (disagreements.jsonl has the causes)",
                soundOnCases()));
    rows.put("Qwen2.5-Math, 400 generations", onGenerations("math/sound", "official_correct"));
    rows.put("NeMo-Skills, 100 generations", onNemo());
    rows.put("MathCoder, 300 generations, all accepted by its authors", onMathCoder());
    rows.put("GSM8K, 2,640 solutions of 4 models", onGsm8k());
    StringBuilder table =
        new StringBuilder(
            """
            | `math/sound` on | agree | recorded accepts, ours not | ours accepts, recorded not | undecided |
            |---|---|---|---|---|
            """);
    rows.forEach((name, tally) -> table.append("| %s | %s |\n".formatted(name, tally.cells())));
    return table.toString();
  }

  private static Tally soundOnCases() {
    Tally tally = new Tally();
    for (JsonNode row : SharedData.rows("math/equivalence_cases.jsonl")) {
      if (RecordedCases.isPairOfTexts(row)) {
        tally.add(RecordedCases.grade(row), row.get("expected").booleanValue());
      }
    }
    return tally;
  }

  private static Tally onNemo() {
    Tally tally = new Tally();
    PairGrader sound = Scorers.grader("math/sound").orElseThrow();
    for (String file : List.of("rs0", "rs1")) {
      for (JsonNode row : SharedData.rows("math/generations_nemo_output-" + file + ".jsonl")) {
        tally.add(
            sound.gradeCompletion(row.get("gold").asText(), row.get("output").textValue()),
            row.get("official_correct").booleanValue());
      }
    }
    return tally;
  }

  private static Tally onMathCoder() {
    Tally tally = new Tally();
    PairGrader sound = Scorers.grader("math/sound").orElseThrow();
    for (JsonNode row :
        SharedData.rows("math/generations_mathcoder-L-7b_MATH_correct_sample.jsonl")) {
      tally.add(
          sound.gradeCompletion(row.get("gold").asText(), row.get("last_text").asText()), true);
    }
    return tally;
  }

  private static Tally onGsm8k() {
    Tally tally = new Tally();
    PairGrader sound = Scorers.grader("math/sound").orElseThrow();
    for (JsonNode row : SharedData.rows("math/gsm8k_example_model_solutions_first660.jsonl")) {
      for (String model : models(row)) {
        JsonNode solution = row.get(model);
        tally.add(
            sound.gradeAnswer(
                lastLine(row.get("ground_truth")), lastLine(solution.get("solution"))),
            solution.get("is_correct").booleanValue());
      }
    }
    return tally;
  }

  private static List<String> models(JsonNode row) {
    List<String> models = new ArrayList<>();
    row.fieldNames()
        .forEachRemaining(
            name -> {
              if (row.get(name).isObject()) {
                models.add(name);
              }
            });
    return models;
  }

  private static String lastLine(JsonNode text) {
    String solution = text.textValue();
    return solution.substring(
        solution.lastIndexOf("A: ") < 0 ? 0 : solution.lastIndexOf("A: ") + 3);
  }
}
