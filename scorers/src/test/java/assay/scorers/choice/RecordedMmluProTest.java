package assay.scorers.choice;

import static org.assertj.core.api.Assertions.assertThat;

import assay.scorers.SharedData;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Real outputs of real models against the letters that the official expressions find in them.
class RecordedMmluProTest {

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
  void findsTheOfficialLettersAndCounts(String name) {
    List<JsonNode> rows = SharedData.rows("mmlu_pro/" + name);
    Tally first = tally(ChoiceScorer.firstRule(), rows, "regex1");
    Tally chain = tally(ChoiceScorer.official(), rows, "regex_chain");
    JsonNode expected = SharedData.json("mmlu_pro/expected_scores.json").get("mmlu_pro/" + name);
    assertThat(rows).hasSize(expected.get("n").intValue());
    assertThat(first).isEqualTo(new Tally(count(expected, "l1_ok"), count(expected, "l1_none")));
    assertThat(chain)
        .isEqualTo(new Tally(count(expected, "chain_ok"), count(expected, "chain_none")));
  }

  @Test
  void drawsTheRandomHitsOfTheOfficialScript() {
    List<RandomFallback.Question> questions = new ArrayList<>();
    for (JsonNode row : SharedData.rows("mmlu_pro/outputs_Mistral-7B-v0.1.full.jsonl.gz")) {
      boolean unanswered = ChoiceScorer.official().extract(row.get("output").textValue()).isEmpty();
      int target = row.get("answer").textValue().charAt(0) - 'A';
      questions.add(
          new RandomFallback.Question(
              row.get("category").textValue(),
              row.get("n_options").intValue(),
              target,
              unanswered));
    }
    RandomFallback.Hits hits = RandomFallback.of(questions);
    assertThat(hits.unanswered()).isEqualTo(946);
    assertThat(hits.drawnHits()).isEqualTo(98);
    assertThat(hits.expectedHits()).isBetween(99.0813492, 99.0813494);
  }

  private record Tally(int correct, int none) {}

  private static int count(JsonNode expected, String field) {
    return expected.get(field).intValue();
  }

  private static Tally tally(ChoiceScorer scorer, List<JsonNode> rows, String field) {
    int correct = 0;
    int none = 0;
    for (JsonNode row : rows) {
      String letter =
          scorer
              .extract(row.get("output").textValue())
              .map(found -> String.valueOf(found.letter()))
              .orElse(null);
      assertThat(letter)
          .as("question %s", row.get("question_id"))
          .isEqualTo(row.get(field).textValue());
      none += letter == null ? 1 : 0;
      correct += row.get("answer").textValue().equals(letter) ? 1 : 0;
    }
    return new Tally(correct, none);
  }
}
