package assay.engine.decoding;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class StopConditionTest {
  private static final List<String> TOKENS =
      List.of("Ans", "wer", "Answer", " 4", "\n", "\nQ", "ues", "tion", ":", "");
  private static final TokenDecoder DECODER =
      token -> TOKENS.get(token).getBytes(StandardCharsets.UTF_8);

  @Test
  void findsAStopStringAcrossTokens() {
    StopCondition stop = stop(List.of("\nQuestion:"));
    assertThat(accept(stop, 0, 1, 3, 5, 6, 7)).isEmpty();
    assertThat(stop.accept(8)).contains(FinishReason.STOP_STRING);
    assertThat(text(stop)).isEqualTo("Answer 4");
  }

  @Test
  void findsAStopStringInsideAToken() {
    StopCondition stop = stop(List.of("swe"));
    assertThat(accept(stop, 3)).isEmpty();
    assertThat(stop.accept(2)).contains(FinishReason.STOP_STRING);
    assertThat(text(stop)).isEqualTo(" 4An");
  }

  @Test
  void cutsAtTheStopStringThatBeginsFirst() {
    StopCondition stop = stop(List.of("wer", "nswer", "r"));
    assertThat(stop.accept(2)).contains(FinishReason.STOP_STRING);
    assertThat(text(stop)).isEqualTo("A");
  }

  @Test
  void keepsTextThatOnlyBeginsLikeAStopString() {
    StopCondition stop = stop(List.of("\nQuestion:"));
    assertThat(accept(stop, 5, 6, 1, 7, 8)).isEmpty();
    assertThat(text(stop)).isEqualTo("\nQueswertion:");
  }

  @Test
  void findsAStopStringWhoseCharacterIsSplit() {
    byte[] euro = "€".getBytes(StandardCharsets.UTF_8);
    DecodingOptions options = DecodingOptions.greedy(10).stoppingAt(List.of("€"), Set.of());
    StopCondition stop = new StopCondition(options, token -> new byte[] {euro[token]});
    assertThat(stop.accept(0)).isEmpty();
    assertThat(stop.accept(1)).isEmpty();
    assertThat(stop.accept(2)).contains(FinishReason.STOP_STRING);
    assertThat(stop.bytes()).isEmpty();
  }

  @Test
  void textCutInsideACharacterKeepsItsBytes() {
    byte[] euro = "€".getBytes(StandardCharsets.UTF_8);
    StopCondition stop =
        new StopCondition(DecodingOptions.greedy(2), token -> new byte[] {euro[token]});
    assertThat(stop.accept(0)).isEmpty();
    assertThat(stop.accept(1)).contains(FinishReason.LENGTH_LIMIT);
    assertThat(stop.bytes()).containsExactly(euro[0], euro[1]);
    assertThat(text(stop)).isEqualTo("\uFFFD");
  }

  @Test
  void findsAStopStringBehindACharacterThatWasNeverFinished() {
    byte[] bytes = {(byte) 0xE2, 'E', 'N', 'D'};
    DecodingOptions options = DecodingOptions.greedy(10).stoppingAt(List.of("END"), Set.of());
    StopCondition stop = new StopCondition(options, token -> new byte[] {bytes[token]});
    assertThat(accept(stop, 0, 1, 2)).isEmpty();
    assertThat(stop.accept(3)).contains(FinishReason.STOP_STRING);
    assertThat(stop.bytes()).containsExactly(0xE2);
  }

  /// The prompt may end with a part of a stop string: as "Answer:" with the stop string ":\n".
  @Test
  void whatThePromptBeganIsNoStopString() {
    StopCondition stop = stop(List.of("wer 4\n"));
    assertThat(accept(stop, 3, 4)).isEmpty();
    assertThat(text(stop)).isEqualTo(" 4\n");
  }

  @Test
  void endsAtAStopTokenWithoutItsText() {
    StopCondition stop =
        new StopCondition(DecodingOptions.greedy(10).stoppingAt(List.of(), Set.of(8)), DECODER);
    assertThat(accept(stop, 2, 3)).isEmpty();
    assertThat(stop.accept(8)).contains(FinishReason.STOP_TOKEN);
    assertThat(text(stop)).isEqualTo("Answer 4");
  }

  @Test
  void prefersTheStopToTheLimitThatFallsTogether() {
    StopCondition stop =
        new StopCondition(DecodingOptions.greedy(2).stoppingAt(List.of("4"), Set.of()), DECODER);
    assertThat(accept(stop, 2)).isEmpty();
    assertThat(stop.accept(3)).contains(FinishReason.STOP_STRING);
  }

  @Test
  void endsAtTheLimit() {
    StopCondition stop = new StopCondition(DecodingOptions.greedy(2), DECODER);
    assertThat(accept(stop, 2)).isEmpty();
    assertThat(stop.accept(3)).contains(FinishReason.LENGTH_LIMIT);
    assertThat(text(stop)).isEqualTo("Answer 4");
  }

  @Test
  void keepsLongTextsWhole() {
    StopCondition stop = new StopCondition(DecodingOptions.greedy(1000), DECODER);
    for (int i = 0; i < 999; i++) {
      assertThat(stop.accept(2)).isEmpty();
    }
    assertThat(text(stop)).isEqualTo("Answer".repeat(999));
  }

  private static StopCondition stop(List<String> strings) {
    return new StopCondition(DecodingOptions.greedy(100).stoppingAt(strings, Set.of()), DECODER);
  }

  private static Optional<FinishReason> accept(StopCondition stop, int... tokens) {
    for (int token : tokens) {
      Optional<FinishReason> reason = stop.accept(token);
      if (reason.isPresent()) {
        return reason;
      }
    }
    return Optional.empty();
  }

  private static String text(StopCondition stop) {
    return new String(stop.bytes(), StandardCharsets.UTF_8);
  }
}
