package assay.scorers.code;

import static org.assertj.core.api.Assertions.assertThat;

import assay.results.Completion;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CodeExtractorTest {
  private static final String THOUGHTS =
      "<think>\n```python\nfirst try\n```\n</think>\nSo:\n```cpp\nanswer\n```\n";

  private static Optional<String> found(CodeExtractor extractor, String text) {
    return extractor.find(Completion.recorded(text)).map(ExtractedProgram::code);
  }

  private static Optional<String> tag(String text) {
    return CodeExtractor.LAST_FENCES.find(Completion.recorded(text)).map(ExtractedProgram::tag);
  }

  @Test
  void readsTheAnswerOfAReasoningModelAndNotItsThoughts() {
    String onlyThought = "<think>\n```python\nfirst try\n```\n</think>\nI cannot solve this.";
    String unfinished = "<think>\n```python\nfirst try\n```\nand so on";

    assertThat(found(CodeExtractor.ANSWER_FENCES, THOUGHTS)).contains("answer");
    assertThat(found(CodeExtractor.ANSWER_FENCES, onlyThought)).isEmpty();
    assertThat(found(CodeExtractor.ANSWER_FENCES, unfinished)).isEmpty();
    assertThat(found(CodeExtractor.ANSWER_FENCES_OR_ALL, onlyThought))
        .contains("\nI cannot solve this.");
    assertThat(found(CodeExtractor.ANSWER_FENCES_OR_ALL, unfinished)).isEmpty();
  }

  @Test
  void keepsToTheLetterOfThePublishedRuleInThoughts() {
    assertThat(found(CodeExtractor.LAST_FENCES, "<think>\n```\nfirst try\n```\nand so on"))
        .contains("first try");
  }

  @Test
  void readsTheWordBehindTheOpeningFence() {
    assertThat(tag(THOUGHTS)).contains("cpp");
    assertThat(tag("```C++\nx\n```")).contains("C++");
    assertThat(tag("  ``` java title=Main.java\nx\n```")).contains("java");
    assertThat(tag("```{.python}\nx\n```")).contains("python");
    assertThat(tag("```\nx\n```")).contains("");
    assertThat(tag("say ``` here\n  code\nand ``` there")).contains("");
  }

  @Test
  void takesTheTextBetweenTheLastTwoFences() {
    assertThat(
            found(
                CodeExtractor.LAST_FENCES, "a\n```python\nold\n```\nb\n```python\nnew\nx\n```\nc"))
        .contains("new\nx");
  }

  @Test
  void picksProseWhenTheNumberOfFencesIsOdd() {
    assertThat(found(CodeExtractor.LAST_FENCES, "```python\ncode\n```\nprose\n```"))
        .contains("prose");
  }

  @Test
  void countsEveryLineThatContainsAFence() {
    assertThat(found(CodeExtractor.LAST_FENCES, "say ``` here\n  code\nand ``` there"))
        .contains("  code");
  }

  @Test
  void findsNoProgramWithFewerThanTwoFences() {
    assertThat(found(CodeExtractor.LAST_FENCES, "```python\nprint(1)\n")).isEmpty();
    assertThat(found(CodeExtractor.LAST_FENCES, "print(1)")).isEmpty();
  }

  @Test
  void takesAllThatABaseModelWrote() {
    assertThat(found(CodeExtractor.WHOLE_COMPLETION, "\n\nprint(1)\n```\n\n"))
        .contains("print(1)\n```");
  }
}
