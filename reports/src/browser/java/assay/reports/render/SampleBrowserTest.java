package assay.reports.render;

import static org.assertj.core.api.Assertions.assertThat;

import assay.reports.Report;
import assay.reports.TestRuns;
import assay.results.Prompt;
import assay.results.SampleRecord;
import assay.results.Score;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// What opens below a row, and the difference of two texts.
final class SampleBrowserTest extends BrowserPage {
  private static final int TEXT_PAIRS = 400;
  private static final String[] PARTS = {
    "the",
    "answer",
    " ",
    " ",
    "\n",
    "\t",
    "(A)",
    ".",
    "é",
    "漢",
    "\uD83D\uDE00",
    "\u202E",
    "\uD83D",
    "\u0000",
    "--",
    "12",
    "<b>",
    "&amp;"
  };

  @Test
  void showsPromptThoughtsAnswerOutputAndEveryGrade() throws IOException {
    Map<String, Score> scores = new LinkedHashMap<>();
    scores.put(
        "code/official", new Score.Wrong("B", "tests", "test 3 failed\nexpected 4\nfound 5"));
    scores.put("code/real", new Score.Correct("A", "all tests"));
    load(report(TestRuns.record(0, 0, "law", "<think>is it B</think>The answer is (B).", scores)));
    openRow(0);
    var detail = page.locator("#rows .detail");
    assertThat(detail.locator("tbody th").allTextContents())
        .containsExactly("code/official", "code/real");
    assertThat(detail.locator(".verdict").allTextContents()).containsExactly("wrong", "correct");
    assertThat(detail.locator("details:has-text('Output') pre").textContent())
        .isEqualTo("test 3 failed\nexpected 4\nfound 5");
    assertThat(detail.locator("details:has(> summary:has-text('Prompt')) pre").textContent())
        .isEqualTo("Question 0?");
    var thoughts = detail.locator("details:has(> summary:has-text('Reasoning'))");
    assertThat(thoughts.getAttribute("open")).isNull();
    assertThat(thoughts.locator("pre").textContent()).isEqualTo("<think>is it B</think>");
    var answer = detail.locator("details[open]:has(> summary:has-text('Completion'))");
    assertThat(answer.locator("pre").textContent()).isEqualTo("The answer is (B).");
    assertThat(detail.locator("mark").allTextContents()).containsExactly("B");
  }

  @Test
  void aGuessedPlaceIsMarkedAsAGuess() throws IOException {
    load(
        report(
            TestRuns.record(
                0, 0, "law", "A or so", Map.of("own", new Score.Correct("A", "rule")))));
    openRow(0);
    assertThat(page.locator("mark.extracted.guess").textContent()).isEqualTo("A");
    assertThat(page.locator(".detail .note").textContent())
        .isEqualTo("A guess: the record does not say where the answer was read.");
  }

  @Test
  void bothSidesOfADifferenceKeepTheirTexts() throws IOException {
    load(two("x", "y"));
    long seed = 20261125;
    Random random = new Random(seed);
    for (int pair = 0; pair < TEXT_PAIRS; pair++) {
      String left = text(random, 60);
      String right = random.nextBoolean() ? text(random, 60) : edited(random, left);
      assertDifferenceHolds(left, right);
    }
  }

  @Test
  void aDifferenceTooLargeToAlignStillKeepsItsTexts() throws IOException {
    load(two("x", "y"));
    assertDifferenceHolds("a b ".repeat(5_000), "c d\n".repeat(5_000));
    assertDifferenceHolds("a\n".repeat(50_000), "b\n".repeat(50_000));
    assertDifferenceHolds("", "x".repeat(1 << 20));
    assertDifferenceHolds("", "");
  }

  /// The pieces of a side are its text, and the pieces that are no change are the same on both.
  private void assertDifferenceHolds(String left, String right) {
    Object problem =
        page.evaluate(
            """
            ([left, right]) => {
              const diff = textDiff(left, right);
              const whole = (pieces) => pieces.map(([text]) => text).join('');
              const kept = (pieces) => pieces.filter(([, changed]) => !changed).map(([text]) => text).join('');
              if (whole(diff.left) !== left) return 'the left text is not kept';
              if (whole(diff.right) !== right) return 'the right text is not kept';
              if (kept(diff.left) !== kept(diff.right)) return 'what is the same differs';
              if (left === right && diff.left.some(([, changed]) => changed)) return 'equal texts differ';
              return '';
            }\
            """,
            List.of(left, right));
    assertThat(problem).as("%s / %s", left, right).isEqualTo("");
  }

  private static String text(Random random, int most) {
    StringBuilder text = new StringBuilder();
    for (int parts = random.nextInt(most); parts > 0; parts--) {
      text.append(PARTS[random.nextInt(PARTS.length)]);
    }
    return text.toString();
  }

  private static String edited(Random random, String text) {
    int from = random.nextInt(text.length() + 1);
    int to = from + random.nextInt(text.length() - from + 1);
    return text.substring(0, from) + text(random, 6) + text.substring(to);
  }

  @Test
  void findsWordsInTextsOfEveryBlock() throws IOException {
    List<SampleRecord> records = new ArrayList<>();
    for (int i = 0; i < 230; i++) {
      String text = i % 100 == 7 ? "a Needle of " + i : "hay";
      records.add(
          TestRuns.record(i, 0, "law", text, Map.of("own", new Score.Correct("A", "rule 1"))));
    }
    load(Report.of(List.of(TestRuns.of("run", manifest(records), records))));
    page.locator("#query").fill("needle");
    page.waitForCondition(() -> found().equals("3 of 230 attempts"));
    assertThat(page.locator("#rows .open").allTextContents()).containsExactly("q7", "q107", "q207");
    page.locator("#query").fill("");
    page.waitForCondition(() -> found().equals("230 of 230 attempts"));
  }

  /// Prompts share what comes before their questions, and the search looks through that once.
  @Test
  void findsWordsInSharedPartsOfPromptsAndAcrossTheirEnds() throws IOException {
    String shots = "worked example ".repeat(20) + "with a RARE word ";
    List<String> prompts =
        List.of(
            shots + "then one",
            shots + "then two",
            "other",
            shots + "then two and more",
            "other rare",
            "other rarely",
            "\u0130 rare and \u0130",
            "x".repeat(200) + "rare");
    List<SampleRecord> records = new ArrayList<>();
    for (String prompt : prompts) {
      SampleRecord made =
          TestRuns.record(
              records.size(), 0, "law", "hay", Map.of("own", new Score.Correct("A", "rule")));
      records.add(
          new SampleRecord(
              made.index(),
              made.attempt(),
              made.sample(),
              Prompt.user(prompt),
              made.outcome(),
              made.scores()));
    }
    for (int from : new int[] {0, 6}) {
      List<SampleRecord> some = records.subList(0, from == 0 ? 6 : records.size());
      load(Report.of(List.of(TestRuns.of("run", manifest(some), some))));
      for (String words :
          List.of(
              "rare",
              "word then t",
              "two and",
              "other rare",
              "example with",
              "x rare",
              "e".repeat(70))) {
        page.locator("#query").fill(words);
        long expected =
            some.stream()
                .map(each -> ((Prompt.Chat) each.prompt()).messages().getFirst().content())
                .filter(text -> text.toLowerCase(Locale.ROOT).contains(words))
                .count();
        String wanted = "%d of %d attempts".formatted(expected, some.size());
        page.waitForCondition(() -> found().equals(wanted));
      }
    }
  }
}
