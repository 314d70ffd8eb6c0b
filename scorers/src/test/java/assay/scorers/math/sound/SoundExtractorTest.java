package assay.scorers.math.sound;

import static org.assertj.core.api.Assertions.assertThat;

import assay.results.Completion;
import assay.results.Sample;
import assay.results.Score;
import assay.results.StopReason;
import assay.scorers.catalog.Scorers;
import assay.scorers.math.ExtractedAnswer;
import java.time.Duration;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SoundExtractorTest {
  private static final SoundExtractor EXTRACTOR = new SoundExtractor();

  @ParameterizedTest(name = "{0}: {2}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          last-boxed           | so \\boxed{1}. Thus $\\boxed{\\frac{1}{2}}$.              | \\frac{1}{2}
          last-boxed           | \\boxed {5} it is                                         | 5
          last-boxed           | $\\boxed{1}$ and $\\boxed{2}$                             | 1, 2
          last-boxed           | \\boxed{5} is small, so we check again: 7 - 2 = \\boxed{5} | 5
          final-answer         | \\boxed{255} The final answer is $10,455$. I hope so.     | 10,455
          answer-phrase        | The answer is **42**. Check: 6 times 7.                   | 42
          answer-phrase        | Final Answer: $x = 5$ because 2 + 3 = 5                   | x = 5
          answer-phrase        | Final Answer: The volume of the box is 120. I hope so.    | 120
          answer-phrase-number | Answer: Jane began 3 hours ago.                           | 3
          whole-text           | (1, 2]                                                    | (1, 2]
          whole-text           | $x = a$ for all $a > 0$                                   | $x = a$ for all $a > 0$
          conclusion           | so $x = 2$. Therefore, it grows by 100%.                  | 100%
          answer-phrase        | 因此，答案为：5。                                              | 5
          answer-phrase        | उत्तर: ५                                                     | 5
          answer-phrase        | The answer is 42, since we need at least 3 of 7 cards.    | 42
          answer-phrase        | The answer is not 5 but it is 6.                          | 6
          last-boxed           | <answer>\\boxed{5}</answer>                              | 5
          whole-text           | So I checked \\boxed{6}. <answer>5</answer>              | 5
          last-boxed           | So $\\boxed{4}$, written as \\boxed{your answer}          | 4
          last-formula         | so $x = 2$. Therefore, 3 of 5 are left.                   | x = 2
          last-formula         | so $x = 2$. It grows by 7.                                | x = 2
          last-formula         | we have $a \\$ + b$ then                                  | a \\$ + b
          last-formula         | we get $3$ and then \\(x+1\\) apples, 7 of them           | x+1
          last-number          | it costs 1,234.50 in all                                  | 1,234.50
          last-number          | he lost, so -3 points                                     | -3
          """)
  void firstRuleThatAppliesDecides(String rule, String completion, String answer) {
    ExtractedAnswer found = EXTRACTOR.extract(completion).orElseThrow();
    assertThat(found.rule()).isEqualTo(rule);
    assertThat(found.text()).isEqualTo(answer);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "so \\boxed{3}, that is \\boxed{4",
        "It is at least 5.",
        "I do not know, it could be 5.",
        "So the number is about $5$.",
        "The result is not $\\boxed{5}$",
        "Is it 5?",
        "It must be 5 or more.",
      })
  void whatIsOpenOrHedgedIsNoAnswer(String completion) {
    assertThat(EXTRACTOR.extract(completion)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"not 5", "greater than 5", "approximately 5", "at most 5", "5 or less"})
  void aHedgedAnswerKeepsItsWords(String answer) {
    assertThat(EXTRACTOR.extract("The answer is " + answer + ".").orElseThrow().text())
        .isEqualTo(answer);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\n\nQuestion: 3+3?\nAnswer: \\boxed{6}",
        "\nProblem 2: 3+3?\nSolution: \\boxed{6}",
        "\n\n### Instruction:\n3+3?\n\n### Response:\n\\boxed{6}",
        "\nHuman: 3+3?\nAssistant: \\boxed{6}",
        "\nuser\n3+3?\nassistant\n\\boxed{6}",
        "<|im_end|>\n<|im_start|>user\n3+3?<|im_end|>\\boxed{6}",
        "<|endoftext|>The answer is 6",
      })
  void whatTheModelRanOnToIsNotRead(String next) {
    for (String reply : new String[] {"So \\boxed{12}.", "The answer is 12.", "#### 12"}) {
      assertThat(EXTRACTOR.extract(reply + next).orElseThrow().text())
          .as(reply + next)
          .isEqualTo("12");
    }
  }

  @Test
  void aReplyMayRestateItsProblem() {
    String restated = "Let me see.\n\nProblem: 3+3?\n\nSolution: \\boxed{6}";
    assertThat(EXTRACTOR.extract(restated).orElseThrow().text()).isEqualTo("6");
    assertThat(EXTRACTOR.extract("Question: 3+3?\nAnswer: 6").orElseThrow().text()).isEqualTo("6");
  }

  @Test
  void spanHoldsTheAnswerInTheCompletion() {
    String completion = "First. The answer is  $ 42 $ .";
    ExtractedAnswer found = EXTRACTOR.extract(completion).orElseThrow();
    assertThat(completion.substring(found.start(), found.end())).isEqualTo("42");
  }

  @Test
  void thoughtsAreNotSearched() {
    assertThat(EXTRACTOR.extract("<think>maybe \\boxed{3}</think> It is \\boxed{4}"))
        .map(ExtractedAnswer::text)
        .hasValue("4");
    assertThat(EXTRACTOR.extract("<think>maybe \\boxed{3}</think> I give up")).isEmpty();
  }

  @Test
  void completionThatWasCutIsNotSearchedForAGuess() {
    Sample sample = new Sample("1", "d", "q", "7", Map.of(), new Sample.Plain());
    String text = "we have 3 + 4 = 7";
    Completion cut =
        new Completion(
            text, OptionalInt.empty(), OptionalInt.of(9), StopReason.TOKEN_LIMIT, Duration.ZERO);
    var scorer = Scorers.named("math/sound").orElseThrow();
    assertThat(scorer.score(sample, cut)).isInstanceOf(Score.NoAnswer.class);
    assertThat(scorer.score(sample, Completion.recorded(text)).correct()).isTrue();
  }
}
