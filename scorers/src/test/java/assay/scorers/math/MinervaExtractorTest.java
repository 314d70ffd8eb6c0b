package assay.scorers.math;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MinervaExtractorTest {
  private static final MinervaExtractor EXTRACTOR = new MinervaExtractor();

  @Test
  void takesTheAnswerOfTheClosingSentence() {
    String completion = "So.\nFinal Answer: The final answer is $[2,5)$. I hope it is correct.";
    ExtractedAnswer found = EXTRACTOR.extract(completion).orElseThrow();
    assertThat(found.text()).isEqualTo("$[2,5)$");
    assertThat(completion.substring(found.start(), found.end())).isEqualTo("$[2,5)$");
  }

  @Test
  void theClosingWordsMayBeCutOffAfterTheSpace() {
    assertThat(EXTRACTOR.extract("Final Answer: The final answer is $5$. "))
        .map(ExtractedAnswer::text)
        .hasValue("$5$");
    assertThat(EXTRACTOR.extract("Final Answer: The final answer is $5$.")).isEmpty();
  }

  @Test
  void anotherPhraseOrALineEndHasNoAnswer() {
    assertThat(EXTRACTOR.extract("The final answer is $5$. I hope it is correct.")).isEmpty();
    assertThat(EXTRACTOR.extract("Final Answer: The final answer is\n5. I hope it is correct."))
        .isEmpty();
  }
}
