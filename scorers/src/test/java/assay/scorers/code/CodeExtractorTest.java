package assay.scorers.code;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CodeExtractorTest {

  @Test
  void takesTheTextBetweenTheLastTwoFences() {
    assertThat(
            CodeExtractor.LAST_FENCES.extract(
                "a\n```python\nold\n```\nb\n```python\nnew\nx\n```\nc"))
        .contains("new\nx");
  }

  @Test
  void picksProseWhenTheNumberOfFencesIsOdd() {
    assertThat(CodeExtractor.LAST_FENCES.extract("```python\ncode\n```\nprose\n```"))
        .contains("prose");
  }

  @Test
  void countsEveryLineThatContainsAFence() {
    assertThat(CodeExtractor.LAST_FENCES.extract("say ``` here\n  code\nand ``` there"))
        .contains("  code");
  }

  @Test
  void findsNoProgramWithFewerThanTwoFences() {
    assertThat(CodeExtractor.LAST_FENCES.extract("```python\nprint(1)\n")).isEmpty();
    assertThat(CodeExtractor.LAST_FENCES.extract("print(1)")).isEmpty();
  }

  @Test
  void takesAllThatABaseModelWrote() {
    assertThat(CodeExtractor.WHOLE_COMPLETION.extract("\n\nprint(1)\n```\n\n"))
        .contains("print(1)\n```");
  }
}
