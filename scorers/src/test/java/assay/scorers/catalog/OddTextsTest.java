package assay.scorers.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import assay.results.Completion;
import assay.results.Sample;
import assay.results.Score;
import assay.scorers.PairGrader;
import assay.scorers.Scorer;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Halves of surrogate pairs, control characters, line separators and a quarter of a million of
/// them in one line, for every scorer that needs only text: each gives a verdict, and finds what it
/// finds without them.
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class OddTextsTest {
  private static final List<String> ODD =
      List.of("\ud800", "\udc00", "\ud83d", "\0", "\u001b[2J", "\u2028", "\u2029", "\ufeff", "🙂");

  private static final String ANSWER =
      " The best answer is B. The answer is (B). Answer: B\n\n"
          + "Final Answer: The final answer is $B$. I hope it is correct. So \\boxed{B}.";

  static Stream<String> scorers() {
    return Scorers.names().stream();
  }

  /// Rules that take the whole text, or any first or last capital letter in it, for the answer.
  private static final Set<String> WHOLE =
      Set.of(
          "exact",
          "exact-ignoring-case",
          "choice/lm-eval-generative",
          "choice/opencompass-first-capital",
          "choice/lighteval");

  /// Scorers by likelihood read no words, those of word problems only numbers, and `match/share`
  /// finds whatever stands there.
  static Stream<String> scorersOfWords() {
    return scorers()
        .filter(name -> !name.startsWith("likelihood/") && !name.startsWith("gsm8k/"))
        .filter(name -> !name.equals("match/share"));
  }

  @ParameterizedTest
  @MethodSource("scorersOfWords")
  void readsTheAnswerBesideOddText(String name) {
    PairGrader grader = Scorers.grader(name).orElseThrow();
    Scorer scorer = Scorers.named(name).orElseThrow();
    Sample sample = new Sample("q", "digest", "Why?", "B", Map.of(), new Sample.Plain());
    boolean whole = WHOLE.contains(name);
    for (String odd : ODD) {
      String completion = whole ? "B" : odd + "Let " + odd + odd + " us see." + odd + ANSWER;

      assertThat(grader.gradeCompletion("B", completion).correct()).as(odd).isTrue();
      assertThat(scorer.score(sample, Completion.recorded(completion)).correct()).isTrue();
      assertThat(grader.gradeCompletion(odd, completion).correct()).as(odd).isFalse();
      assertThat(grader.gradeAnswer("17", odd + "18" + odd).correct()).as(odd).isFalse();
      assertThat(grader.gradeAnswer("17", odd).correct()).as(odd).isFalse();
    }
  }

  @ParameterizedTest
  @MethodSource("scorers")
  void endsOnALongLineOfOddText(String name) {
    PairGrader grader = Scorers.grader(name).orElseThrow();
    for (String odd : List.of("\ud800", "\0", "\u2028")) {
      String text = odd.repeat(1 << 18);

      Score target = grader.gradeAnswer(text, "17");
      Score answer = grader.gradeAnswer("17", text);
      Score completion = grader.gradeCompletion("17", "\\boxed{" + text + "} answer is " + text);
      assertThat(List.of(target, answer, completion)).noneMatch(Score::correct);
    }
  }
}
