package assay.scorers.math;

import static org.assertj.core.api.Assertions.assertThat;

import assay.results.Completion;
import assay.results.Reasoning;
import assay.results.ReasoningMarkers;
import assay.results.Sample;
import assay.results.Score;
import assay.results.StopReason;
import assay.scorers.math.sound.Options;
import assay.scorers.math.sound.SoundEquivalence;
import assay.scorers.math.sound.SoundExtractor;
import java.time.Duration;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/// Answers inside of thoughts: published rules read them, the sound one does not.
final class ThoughtsTest {
  private static final Sample SAMPLE =
      new Sample("1", "d", "2+2?", "4", Map.of(), new Sample.Plain());
  private static final MathScorer SOUND =
      new MathScorer("math/sound", new SoundExtractor(), new SoundEquivalence(Options.defaults()));

  @Test
  void whatIsCutWhileThinkingHasNoSoundAnswer() {
    Completion cut = completion("so it is \\boxed{4}, but wait");
    assertThat(SOUND.score(SAMPLE, cut))
        .isEqualTo(new Score.NoAnswer("the completion ended while thinking"));
    assertThat(MathScorer.hendrycks().score(SAMPLE, cut)).isInstanceOf(Score.Correct.class);
  }

  @Test
  void theAnswerBehindThoughtsIsRead() {
    Completion finished = completion("maybe \\boxed{5}</think>It is \\boxed{4}.");
    assertThat(SOUND.score(SAMPLE, finished)).isInstanceOf(Score.Correct.class);
    Completion silent = completion("it is \\boxed{4}</think>");
    assertThat(SOUND.score(SAMPLE, silent)).isInstanceOf(Score.NoAnswer.class);
  }

  @Test
  void anAnswerStandsInTheCompletionBehindItsThoughts() {
    String text = "maybe \\boxed{5}</think>It is \\boxed{4}.";
    Reasoning.Span place = SOUND.score(SAMPLE, completion(text)).place().orElseThrow();
    assertThat(place.start()).isEqualTo(text.lastIndexOf('4'));
    assertThat(text.substring(place.start(), place.end())).isEqualTo("4");
    assertThat(MathScorer.hendrycks().score(SAMPLE, completion(text)).place())
        .as("which reads thoughts as well")
        .contains(place);
  }

  @Test
  void pairsOfTextsAreReadWithoutThoughtsToo() {
    assertThat(SOUND.gradeCompletion("4", "<think>so \\boxed{4}, but wait"))
        .isEqualTo(new Score.NoAnswer("the completion ended while thinking"));
    assertThat(SOUND.gradeCompletion("4", "◁think▷\\boxed{5}◁/think▷It is 4.").correct()).isTrue();
    String channels =
        "<|channel|>analysis<|message|>\\boxed{5}<|end|><|start|>assistant"
            + "<|channel|>final<|message|>It is 4.<|return|>";
    assertThat(SOUND.gradeCompletion("4", channels).correct()).isTrue();
    assertThat(MathScorer.hendrycks().gradeCompletion("5", channels).correct())
        .as("the published rule reads all")
        .isTrue();
  }

  private static Completion completion(String text) {
    return new Completion(
        text,
        OptionalInt.empty(),
        OptionalInt.empty(),
        StopReason.STOP_TOKEN,
        Reasoning.inside(text, ReasoningMarkers.THINK),
        Duration.ZERO);
  }
}
