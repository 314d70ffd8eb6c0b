package assay.results;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import assay.results.Reasoning.Span;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class ReasoningTest {
  @Test
  void aTextWithoutMarkersIsAllAnswer() {
    assertThat(Reasoning.of("The answer is 4.")).isEqualTo(Reasoning.NONE);
    assertThat(Reasoning.NONE.answer("a < b [c]")).contains("a < b [c]");
  }

  @ParameterizedTest
  @EnumSource(ReasoningMarkers.class)
  void thoughtsAreToldFromTheAnswer(ReasoningMarkers markers) {
    String thoughts = markers.opening() + "\nmaybe A\n" + markers.closing();
    String text = thoughts + "\n\nB";
    Reasoning reasoning = Reasoning.of(text);
    assertThat(reasoning.finished()).isTrue();
    assertThat(reasoning.thoughts(text)).containsExactly(thoughts);
    assertThat(reasoning.answer(text)).contains("\n\nB");
  }

  @ParameterizedTest
  @EnumSource(ReasoningMarkers.class)
  void thePromptMayHaveOpenedTheThoughts(ReasoningMarkers markers) {
    String prompt = "<|assistant|>" + markers.opening() + "\n";
    assertThat(ReasoningMarkers.openedBy(prompt)).contains(markers);
    String text = "maybe A" + markers.closing() + "B";
    Reasoning expected = new Reasoning(List.of(new Span(0, 7 + markers.closing().length())), true);
    assertThat(Reasoning.inside(text, markers)).isEqualTo(expected);
    assertThat(Reasoning.of(text)).as("without the prompt").isEqualTo(expected);
    assertThat(expected.answer(text)).contains("B");
  }

  @Test
  void aPromptThatClosesItsThoughtsOpensNone() {
    assertThat(ReasoningMarkers.openedBy("<|im_start|>assistant\n<think>\n\n</think>\n\n"))
        .isEmpty();
    assertThat(ReasoningMarkers.openedBy("Write <think> first.")).isEmpty();
  }

  @Test
  void whatIsCutWhileThinkingHasNoAnswer() {
    Reasoning inside = Reasoning.inside("so the answer is 4", ReasoningMarkers.THINK);
    assertThat(inside).isEqualTo(new Reasoning(List.of(new Span(0, 18)), false));
    assertThat(inside.answer("so the answer is 4")).isEmpty();
    Reasoning opened = Reasoning.of("Well. <think>the answer is 4");
    assertThat(opened).isEqualTo(new Reasoning(List.of(new Span(6, 28)), false));
    assertThat(Reasoning.inside("", ReasoningMarkers.THINK).finished()).isFalse();
  }

  /// As OpenAI's "Harmony response format" describes gpt-oss' messages.
  @Test
  void whatIsSaidBeforeTheFinalChannelIsNoAnswer() {
    String preamble = "<|channel|>commentary<|message|>I call f.<|end|><|start|>assistant";
    String analysis = "<|channel|>analysis<|message|>maybe B<|end|><|start|>assistant";
    String answer = "<|channel|>final<|message|>A";
    for (String text : List.of(answer, analysis + answer, preamble + analysis + answer)) {
      assertThat(Reasoning.of(text).answer(text)).as(text).contains("A");
    }
    String call = analysis + "<|channel|>commentary to=f <|constrain|>json<|message|>{}";
    assertThat(Reasoning.of(call).answer(call)).isEmpty();
  }

  @Test
  void aModelMayThinkSeveralTimes() {
    String text = "<think>a</think>one <think>b</think>two";
    Reasoning reasoning = Reasoning.of(text);
    assertThat(reasoning.thoughts(text)).containsExactly("<think>a</think>", "<think>b</think>");
    assertThat(reasoning.answer(text)).contains("one two");
    assertThat(Reasoning.of(text + "<think>c").answer(text + "<think>c")).isEmpty();
  }

  @Test
  void markersInThoughtsAndSpareClosingOnesAreText() {
    String text = "<think>I write <think> and [THINK]</think>x</think>y[/THINK]z";
    Reasoning reasoning = Reasoning.of(text);
    assertThat(reasoning.thoughts(text))
        .containsExactly("<think>I write <think> and [THINK]</think>");
    assertThat(reasoning.answer(text)).contains("x</think>y[/THINK]z");
  }

  @Test
  void readsLongTextsInLinearTime() {
    String text = "[THINK]<[/THINK]".repeat(200_000);
    assertThat(Reasoning.of(text).spans()).hasSize(200_000);
  }

  @Test
  void refusesSpansThatAreNoneOfTheText() {
    Reasoning reasoning = new Reasoning(List.of(new Span(0, 9)), true);
    assertThatThrownBy(
            () ->
                new Completion(
                    "short",
                    OptionalInt.empty(),
                    OptionalInt.empty(),
                    StopReason.STOP,
                    reasoning,
                    Duration.ZERO))
        .hasMessageContaining("are not in a text of 5");
    assertThatThrownBy(() -> new Reasoning(List.of(new Span(0, 5), new Span(4, 6)), true))
        .hasMessageContaining("overlap");
    assertThatThrownBy(() -> new Reasoning(List.of(), false))
        .hasMessage("thoughts that are not finished have a span");
  }

  @Test
  void aPartOfTheAnswerIsFoundInTheText() {
    String text = "<think>a</think>one<think>b</think>two<think>c</think>";
    Reasoning reasoning = Reasoning.of(text);
    String answer = reasoning.answer(text).orElseThrow();
    assertThat(answer).isEqualTo("onetwo");
    for (int start = 0; start < answer.length(); start++) {
      for (int end = start; end <= answer.length(); end++) {
        Span place = reasoning.inText(new Span(start, end));
        String part = text.substring(place.start(), place.end());
        assertThat(part.replaceAll("<think>.</think>", "")).isEqualTo(answer.substring(start, end));
        assertThat(part).doesNotStartWith("<").doesNotEndWith(">");
      }
    }
    assertThat(Reasoning.NONE.inText(new Span(2, 5))).isEqualTo(new Span(2, 5));
  }
}
