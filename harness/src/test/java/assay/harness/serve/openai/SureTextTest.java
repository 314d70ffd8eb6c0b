package assay.harness.serve.openai;

import static org.assertj.core.api.Assertions.assertThat;

import assay.results.ReasoningMarkers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// What a stream tells of a text before it is whole.
final class SureTextTest {
  private static final String TEXT = "A \u00fc \ud83d\ude00<stop>b<sto<stop";

  @Test
  void holdsBackWhatMayBecomeAStopStringOrACharacter() {
    SureText sure = new SureText(List.of("<stop>", "b<"));
    assertThat(sure.append(bytes("A <s"))).isEqualTo("A ");
    assertThat(sure.append(bytes("t"))).isEmpty();
    assertThat(sure.append(bytes("a"))).isEqualTo("<sta");
    byte[] smile = bytes("\ud83d\ude00");
    assertThat(sure.append(Arrays.copyOf(smile, 2))).isEmpty();
    assertThat(sure.append(Arrays.copyOfRange(smile, 2, 4))).isEqualTo("\ud83d\ude00");
    assertThat(sure.append(bytes("b"))).isEmpty();
    assertThat(sure.finish("A <sta\ud83d\ude00b")).isEqualTo("b");
  }

  @Test
  void tellsNothingOfAStopStringThatATokenCompletes() {
    SureText sure = new SureText(List.of("n a", " ab"));
    assertThat(sure.append(bytes("yen"))).isEqualTo("ye");
    assertThat(sure.append(bytes(" above"))).isEmpty();
    assertThat(sure.finish("ye")).isEmpty();
  }

  @Test
  void partsAreTheWholeHoweverItIsCut() {
    Random random = new Random(5);
    byte[] all = bytes(TEXT);
    all[3] = (byte) 0xE2; // no UTF-8 any more
    String whole = new String(all, StandardCharsets.UTF_8);
    for (int i = 0; i < 500; i++) {
      SureText sure = new SureText(List.of("<stop>!"));
      StringBuilder told = new StringBuilder();
      for (int at = 0; at < all.length; ) {
        int to = Math.min(all.length, at + 1 + random.nextInt(4));
        told.append(sure.append(Arrays.copyOfRange(all, at, to)));
        at = to;
      }
      assertThat(told.append(sure.finish(whole))).hasToString(whole);
    }
  }

  @Test
  void thoughtsDoNotDependOnHowTheTextIsCut() {
    String text = "<thi<think>a<b</thinking></think>c[THINK]d[/THINK]</think><think>e</thin";
    List<String> expected = List.of("<thic</think>", "a<b</thinking>de</thin");
    Random random = new Random(6);
    for (int i = 0; i < 500; i++) {
      ThoughtSplitter splitter = new ThoughtSplitter(Optional.empty());
      List<ThoughtSplitter.Part> parts = new ArrayList<>();
      for (int at = 0; at < text.length(); ) {
        int to = Math.min(text.length(), at + 1 + random.nextInt(9));
        parts.addAll(splitter.append(text.substring(at, to)));
        at = to;
      }
      parts.addAll(splitter.finish());
      assertThat(List.of(joined(parts, false), joined(parts, true))).isEqualTo(expected);
    }
  }

  @Test
  void channelsAreToldApartHoweverTheTextIsCut() {
    String end = "<|end|><|start|>assistant";
    String text =
        "<|channel|>analysis<|message|>a<|end|>b" + end + "<|channel|>final<|message|>c<|chan";
    Random random = new Random(7);
    for (String before : List.of("", "<|channel|>commentary<|message|>f" + end)) {
      String thoughts =
          before.isEmpty()
              ? "a<|end|>b"
              : "<|message|>f" + end + text.substring(0, 31) + "<|end|>b";
      for (int i = 0; i < 200; i++) {
        ThoughtSplitter splitter = new ThoughtSplitter(Optional.empty());
        List<ThoughtSplitter.Part> parts = new ArrayList<>();
        String whole = before + text;
        for (int at = 0; at < whole.length(); ) {
          int to = Math.min(whole.length(), at + 1 + random.nextInt(9));
          parts.addAll(splitter.append(whole.substring(at, to)));
          at = to;
        }
        parts.addAll(splitter.finish());
        assertThat(joined(parts, false)).isEqualTo("c<|chan");
        assertThat(joined(parts, true)).isEqualTo(thoughts);
      }
    }
    ThoughtSplitter splitter = new ThoughtSplitter(Optional.empty());
    assertThat(splitter.append("<|channel|>final<|message|>d"))
        .containsExactly(new ThoughtSplitter.Part(false, "d"));
  }

  @Test
  void thoughtsThatThePromptOpenedComeFirst() {
    ThoughtSplitter splitter = new ThoughtSplitter(Optional.of(ReasoningMarkers.THINK));
    assertThat(splitter.append("a</think>b"))
        .containsExactly(new ThoughtSplitter.Part(true, "a"), new ThoughtSplitter.Part(false, "b"));
  }

  @Test
  void aTokenInsideOfACharacterBeginsWhereThatDoes() {
    TextPlace place = new TextPlace(1);
    byte[] smile = bytes("\ud83d\ude00");
    assertThat(place.pass(bytes(" A"))).isZero();
    assertThat(place.pass(Arrays.copyOf(smile, 1))).isEqualTo(1);
    assertThat(place.pass(Arrays.copyOfRange(smile, 1, 4))).isEqualTo(1);
    assertThat(place.pass(new byte[0])).isEqualTo(2);
    assertThat(place.pass(bytes("z"))).isEqualTo(2);
  }

  private static String joined(List<ThoughtSplitter.Part> parts, boolean thought) {
    StringBuilder text = new StringBuilder();
    parts.forEach(part -> text.append(part.thought() == thought ? part.text() : ""));
    return text.toString();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
