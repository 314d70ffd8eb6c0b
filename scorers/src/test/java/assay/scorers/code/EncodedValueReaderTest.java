package assay.scorers.code;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Texts of the size of the output limit that a program may write for a returned value.
class EncodedValueReaderTest {
  private static final int LIMIT = 16 << 20;
  private static final ReturnedValue UNREADABLE = new ReturnedValue.Unreadable();
  private static final ReturnedValue TOO_MANY =
      new ReturnedValue.Excessive("of more than 1,000,000 parts");
  private static final ReturnedValue TOO_DEEP =
      new ReturnedValue.Excessive("nested deeper than 200 levels");

  static Stream<Arguments> bombs() {
    return Stream.of(
        argumentSet("brackets", "[".repeat(LIMIT), UNREADABLE),
        argumentSet("lists in lists", "[\"list\", [".repeat(LIMIT / 10), TOO_DEEP),
        argumentSet("tuples in lists", "[\"tuple\",[[\"list\", [".repeat(LIMIT / 21), TOO_DEEP),
        argumentSet("keys in keys", "[\"dict\",[[".repeat(LIMIT / 10), TOO_DEEP),
        argumentSet("a deep set", "[\"set\"," + "[".repeat(LIMIT), TOO_DEEP),
        argumentSet("empty arrays", "[\"list\",[" + "[],".repeat(LIMIT / 3), UNREADABLE),
        argumentSet("a set of arrays", "[\"set\",[" + "[],".repeat(LIMIT / 3), UNREADABLE),
        argumentSet("nothing", "[\"list\",[" + "[\"none\"],".repeat(LIMIT / 9), TOO_MANY),
        argumentSet("empty lists", "[\"list\",[" + "[\"list\",[]],".repeat(LIMIT / 12), TOO_MANY),
        argumentSet("integers", "[\"list\",[" + "[\"int\",\"0x1\"],".repeat(LIMIT / 14), TOO_MANY),
        argumentSet("texts", "[\"list\",[" + "[\"str\",\"\"],".repeat(LIMIT / 11), TOO_MANY),
        argumentSet(
            "pairs", "[\"dict\",[" + "[[\"none\"],[\"none\"]],".repeat(LIMIT / 20), TOO_MANY),
        argumentSet("a long number", "[\"int\", " + "7".repeat(LIMIT) + "]", UNREADABLE),
        argumentSet("numbers", "[\"list\",[" + "7,".repeat(LIMIT / 2) + "7]]", UNREADABLE),
        argumentSet("a long fraction", "[\"float\", \"0." + "7".repeat(LIMIT) + "\"]", UNREADABLE),
        argumentSet("a long exponent", "[\"float\", " + "1e".repeat(LIMIT / 2) + "]", UNREADABLE),
        argumentSet("a long name", "{\"" + "a".repeat(LIMIT) + "\": 1}", UNREADABLE),
        argumentSet("a long tag", "[\"" + "a".repeat(LIMIT) + "\", 1]", UNREADABLE),
        argumentSet("a fraction of nothing", "[\"fraction\",[\"0x1\",\"0x0\"]]", UNREADABLE),
        argumentSet("its own limit", "[\"large\",\"parts\"]", TOO_MANY),
        argumentSet("its own depth", "[\"list\",[[\"large\",\"levels\"]]]", TOO_DEEP),
        argumentSet("words of its own", "[\"large\",\"passed\"]", UNREADABLE));
  }

  @ParameterizedTest
  @MethodSource("bombs")
  void endsWithinTimeAndMemory(String text, ReturnedValue expected) {
    assertTimeoutPreemptively(
        Duration.ofSeconds(60),
        () -> {
          long allocated =
              Allocation.bytes(
                  () -> {
                    assertThat(EncodedValueReader.read(text).equals(expected)).isTrue();
                    return expected;
                  });
          assertThat(allocated).isLessThan(12L * LIMIT);
        });
  }

  @Test
  void readsIntegersOfMillionsOfDigits() {
    assertThat(shown("[\"int\", \"0x" + "f".repeat(8_000_000) + "\"]"))
        .isEqualTo("\"an integer of 32000000 bits\"");
  }

  @Test
  void comparesFractionsOfMillionsOfDigits() {
    String huge = "\"0x" + "f".repeat(8_000_000) + "\"";
    PythonValue ratio = value("[\"fraction\", [" + huge + ", " + huge + "]]");

    assertTimeoutPreemptively(
        Duration.ofSeconds(60),
        () -> {
          for (String expected : new String[] {"1.5", "2", "true", "1e300"}) {
            assertThat(PythonNumbers.equal(json(expected), ratio)).isFalse();
          }
        });
    assertThat(PythonNumbers.equal(json("0.75"), value("[\"fraction\", [\"0x3\", \"0x4\"]]")))
        .isTrue();
  }

  @Test
  void readsWhatIsJustWithinItsBounds() {
    String deep = "[\"list\", [".repeat(200) + "[\"int\", \"0x7\"]" + "]]".repeat(200);
    String wide =
        "[\"list\", [" + "[\"none\"], ".repeat(EncodedValueReader.MOST_PARTS - 2) + "[\"none\"]]]";

    assertThat(EncodedValueReader.read(deep)).isInstanceOf(ReturnedValue.Decoded.class);
    assertThat(EncodedValueReader.read(wide)).isInstanceOf(ReturnedValue.Decoded.class);
    assertThat(EncodedValueReader.read("[\"list\", [" + deep + "]]")).isEqualTo(TOO_DEEP);
    assertThat(EncodedValueReader.read("[\"list\", [" + wide + "]]")).isEqualTo(TOO_MANY);
  }

  @Test
  void keepsHalvesOfSurrogatePairs() {
    assertThat(value("[\"str\", \"\\ud800x\"]")).isEqualTo(new PythonValue.Str("\ud800x"));
    assertThat(
            shown("[\"list\", [[\"str\", \"\\ud800\"], [\"str\", \"\\u2028\\u0000\\u001b[1m\"]]]"))
        .isEqualTo("\"['\\ud800', '\\u2028\\x00\\x1b[1m']\"");
  }

  @Test
  void showsOnlyTheBeginningOfAValue() {
    String items =
        String.join(
            ", ", IntStream.range(0, 30).mapToObj("[\"int\", \"0x%x\"]"::formatted).toList());
    String text = "\"" + "x".repeat(1 << 20) + "\"";
    String deep = "[\"list\", [".repeat(190) + "[\"str\", " + text + "]" + "]]".repeat(190);

    assertThat(shown("[\"tuple\", [" + items + "]]"))
        .isEqualTo(
            "\"(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 2"
                + "… (110 characters)\"");
    assertThat(shown("[\"dict\", [[[\"str\", \"k\"], [\"array\", [[\"none\"]]]]]]"))
        .isEqualTo("\"{'k': array(None)}\"");
    assertThat(shown("[\"dict\", []]")).isEqualTo("\"{}\"");
    PythonValue value = value(deep);
    assertThat(Allocation.bytes(() -> Excerpt.of(value))).isLessThan(1L << 20);
  }

  @Test
  void readsAnswersOfASessionWithinTimeAndMemory() {
    for (String text :
        new String[] {
          "[".repeat(LIMIT),
          "{\"out\": " + "7".repeat(LIMIT),
          "{\"out\": {\"a\": 1}}",
          "{\"out\": [" + "[],".repeat(LIMIT / 3),
          "{" + "\"a\": 1, ".repeat(LIMIT / 8) + "\"a\": 1}",
          "{\"" + "a".repeat(LIMIT) + "\"",
          "{\"out\":",
          "{\"out\": \"1\"} {}",
          "",
          "7"
        }) {
      long allocated =
          Allocation.bytes(
              () -> {
                assertThat(SessionAnswer.read(text).map(SessionAnswer::fields))
                    .isIn(Optional.empty(), Optional.of(Map.of("a", "1")));
                return text;
              });
      assertThat(allocated).isLessThan(16L * LIMIT);
    }
    assertThat(SessionAnswer.read("{\"out\": \"\\ud800\"}").orElseThrow().text("out"))
        .contains("\ud800");
  }

  private static PythonValue json(String text) {
    return PythonValues.fromJson(text).orElseThrow();
  }

  private static PythonValue value(String encoded) {
    return switch (EncodedValueReader.read(encoded)) {
      case ReturnedValue.Decoded(PythonValue value) -> value;
      case ReturnedValue.Excessive _, ReturnedValue.Unreadable _ ->
          throw new AssertionError(encoded);
    };
  }

  private static String shown(String encoded) {
    return Excerpt.of(value(encoded));
  }
}
