package assay.scorers.choice;

import static org.assertj.core.api.Assertions.assertThat;

import assay.results.Digests;
import assay.results.Score;
import assay.scorers.PairGrader;
import assay.scorers.SharedData;
import assay.scorers.catalog.Scorers;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Every published rule on every recorded output, against what the harnesses' own expressions find
/// in Python (`tools/scorers/choice_counts.py`), question by question: the digest is that of all
/// letters in file order.
class RecordedRulesTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "outputs_Phi-3-mini-4k-instruct.sub8.jsonl",
        "outputs_Meta-Llama-3-8B.sub8.jsonl",
        "outputs_Qwen1.5-7B-Chat.sub8.jsonl",
        "outputs_gemini-1.5-flash-002.sub8.jsonl",
        "outputs_Mixtral-8x7B-v0.1.full.jsonl.gz",
        "outputs_Mistral-7B-v0.1.full.jsonl.gz",
        "outputs_Llama-2-70b-hf.full.jsonl.gz",
        "outputs_Qwen1.5-110B.full.jsonl.gz",
      })
  void everyPublishedRuleFindsTheLettersOfItsHarness(String name) throws IOException {
    List<JsonNode> rows = SharedData.rows("mmlu_pro/" + name);
    JsonNode expected = counts("recorded-counts.json").get(name);
    for (ChoiceScorer scorer : ChoiceScorer.published()) {
      List<String> letters = letters(scorer, rows);
      int correct = 0;
      for (int i = 0; i < letters.size(); i++) {
        correct += letters.get(i).equals(rows.get(i).get("answer").textValue()) ? 1 : 0;
      }
      JsonNode rule = expected.get(scorer.name());
      assertThat(correct).as(scorer.name()).isEqualTo(rule.get("correct").intValue());
      assertThat(Collections.frequency(letters, "-")).isEqualTo(rule.get("none").intValue());
      assertThat(Digests.ofText(String.join("", letters)))
          .as(scorer.name())
          .isEqualTo(rule.get("letters").textValue());
    }
  }

  /// What OpenCompass' and lighteval's own code takes (`tools/scorers/choice_harness_golden.py`).
  @ParameterizedTest
  @ValueSource(
      strings = {
        "outputs_Phi-3-mini-4k-instruct.sub8.jsonl",
        "outputs_Meta-Llama-3-8B.sub8.jsonl",
        "outputs_Qwen1.5-7B-Chat.sub8.jsonl",
        "outputs_gemini-1.5-flash-002.sub8.jsonl",
      })
  void theRulesOfTwoFurtherHarnessesFindWhatTheirCodeFinds(String name) throws IOException {
    List<JsonNode> rows = SharedData.rows("mmlu_pro/" + name);
    JsonNode expected = counts("recorded-harness-counts.json").get(name);
    for (Map.Entry<String, JsonNode> rule : expected.properties()) {
      PairGrader grader = Scorers.grader(rule.getKey()).orElseThrow();
      List<Score> scores =
          rows.stream()
              .map(
                  row ->
                      grader.gradeCompletion(
                          row.get("answer").textValue(), row.get("output").textValue()))
              .toList();
      String letters =
          scores.stream()
              .map(score -> score.answerText().isEmpty() ? "-" : score.answerText())
              .collect(Collectors.joining());
      assertThat(scores.stream().filter(Score::correct).count())
          .as(rule.getKey())
          .isEqualTo(rule.getValue().get("correct").longValue());
      assertThat(Digests.ofText(letters))
          .as(rule.getKey())
          .isEqualTo(rule.getValue().get("letters").textValue());
    }
  }

  @Test
  void theReviewedDisagreementsAreStillThose() throws IOException {
    Map<String, List<String>> options =
        SharedData.rows("mmlu_pro/questions.jsonl").stream()
            .collect(
                Collectors.toMap(
                    row -> row.get("question_id").asText(), row -> texts(row.get("options"))));
    List<String> counts = new ArrayList<>();
    for (Reviewed row : Reviewed.all()) {
      JsonNode output = row.output();
      int count = output.get("n_options").intValue();
      List<String> known =
          Optional.ofNullable(options.get(row.question()))
              .filter(texts -> texts.size() == count)
              .orElse(Collections.nCopies(count, ""));
      ScannedText text = ScannedText.of(output.get("output").textValue());
      assertThat(output.get("answer").textValue()).isEqualTo(row.key());
      assertThat(letter(ChoiceScorer.official(), text, known))
          .as("%s", row)
          .isEqualTo(row.official());
      assertThat(letter(ChoiceScorer.sound(), text, known)).as("%s", row).isEqualTo(row.sound());
      counts.add(row.half() + " " + row.right());
    }
    assertThat(counts.stream().collect(Collectors.groupingBy(kind -> kind, Collectors.counting())))
        .isEqualTo(
            Map.of(
                "A sound",
                98L,
                "A official",
                1L,
                "A undecidable",
                1L,
                "B sound",
                97L,
                "B official",
                3L));
  }

  private static JsonNode counts(String resource) throws IOException {
    try (InputStream in = RecordedRulesTest.class.getResourceAsStream(resource)) {
      return new ObjectMapper().readTree(in);
    }
  }

  private static List<String> letters(ChoiceScorer scorer, List<JsonNode> rows) {
    return rows.stream()
        .map(
            row ->
                letter(
                    scorer,
                    ScannedText.of(row.get("output").textValue()),
                    Collections.nCopies(row.get("n_options").intValue(), "")))
        .toList();
  }

  private static String letter(ChoiceScorer scorer, ScannedText text, List<String> options) {
    return scorer.extract(text, options).map(found -> "" + found.letter()).orElse("-");
  }

  private static List<String> texts(JsonNode array) {
    List<String> texts = new ArrayList<>();
    array.forEach(text -> texts.add(text.textValue()));
    return texts;
  }
}
