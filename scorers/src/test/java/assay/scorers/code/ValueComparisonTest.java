package assay.scorers.code;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Left the JSON of a test, right the worker's encoding of a returned value.
class ValueComparisonTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "null | [\"none\"]",
        "true | [\"bool\", true]",
        "true | [\"int\", \"0x1\"]",
        "1 | [\"bool\", true]",
        "3 | [\"int\", \"0x3\"]",
        "-255 | [\"int\", \"-0xff\"]",
        "0 | [\"int\", \"0x0\"]",
        "3 | [\"float\", \"0x1.8000000000000p+1\"]",
        "3.0 | [\"int\", \"0x3\"]",
        "1000000000000000000000000000000 | [\"int\", \"0xc9f2c9cd04674edea40000000\"]",
        "0.3 | [\"float\", \"0x1.3333333333334p-2\"]",
        "0.66667 | [\"float\", \"0x1.5555555555555p-1\"]",
        "1e300 | [\"float\", \"0x1.7e43c8800759dp+996\"]",
        "Infinity | [\"float\", \"inf\"]",
        "\"a\" | [\"str\", \"a\"]",
        "[] | [\"list\", []]",
        "[1, [2]] | [\"tuple\", [[\"int\", \"0x1\"], [\"tuple\", [[\"int\", \"0x2\"]]]]]",
        "{\"a\": [1]} | [\"dict\", [[[\"str\", \"a\"], [\"list\", [[\"int\", \"0x1\"]]]]]]",
      })
  void acceptsTheSameValue(String expected, String encoded) {
    assertThat(accepts(expected, encoded)).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0 | [\"none\"]",
        "null | [\"int\", \"0x0\"]",
        "3 | [\"float\", \"0x1.8000000000001p+1\"]",
        "0.3 | [\"float\", \"0x1.3340000000000p-2\"]",
        "1e300 | [\"float\", \"0x1.7e43d8800759dp+996\"]",
        "NaN | [\"float\", \"nan\"]",
        "Infinity | [\"float\", \"-inf\"]",
        "1.5 | [\"float\", \"inf\"]",
        "9007199254740993 | [\"float\", \"0x1.0000000000000p+53\"]",
        "3 | [\"str\", \"3\"]",
        "\"a\" | [\"str\", \"A\"]",
        "[1, 2] | [\"list\", [[\"int\", \"0x2\"], [\"int\", \"0x1\"]]]",
        "[1] | [\"list\", [[\"int\", \"0x1\"], [\"int\", \"0x1\"]]]",
        "[1] | [\"set\", [[\"int\", \"0x1\"]]]",
        "[] | [\"str\", \"\"]",
        "[] | [\"other\", \"generator\"]",
        "{\"1\": 2} | [\"dict\", [[[\"int\", \"0x1\"], [\"int\", \"0x2\"]]]]",
        "{} | [\"list\", []]",
      })
  void refusesAnotherValue(String expected, String encoded) {
    assertThat(accepts(expected, encoded)).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''",
        "'['",
        "[]",
        "[\"pass\"]",
        "[\"int\", \"12\"]",
        "[\"int\", 12]",
        "[\"int\", \"0x\"]",
        "[\"float\", \"one\"]",
        "[\"str\"]",
        "[\"list\", [1]]",
        "{\"passed\": true}",
        "true",
        "[\"none\"] [\"none\"]",
      })
  void takesNothingElseForAReturnedValue(String encoded) {
    assertThat(EncodedValueReader.read(encoded)).isEqualTo(new ReturnedValue.Unreadable());
  }

  @Test
  void findsAValueByItsKeyAmongKeysOfOneHash() {
    StringBuilder json = new StringBuilder("{");
    StringBuilder encoded = new StringBuilder("[\"dict\", [");
    for (int i = 0; i < 1 << 14; i++) {
      String key = Integer.toBinaryString(i | 1 << 14).replace("0", "Aa").replace("1", "BB");
      json.append(i == 0 ? "" : ", ").append("\"%s\": %d".formatted(key, i));
      encoded.append(i == 0 ? "" : ", ");
      encoded.append("[[\"str\", \"%s\"], [\"int\", \"0x%x\"]]".formatted(key, i));
    }

    assertThat(accepts(json + "}", encoded + "]]")).isTrue();
    assertThat(accepts(json.toString().replace(": 7,", ": 8,") + "}", encoded + "]]")).isFalse();
  }

  private static boolean accepts(String expected, String encoded) {
    return ValueComparison.accepts(
        PythonValues.fromJson(expected).orElseThrow(), readable(encoded));
  }

  private static PythonValue readable(String encoded) {
    return switch (EncodedValueReader.read(encoded)) {
      case ReturnedValue.Decoded(PythonValue value) -> value;
      case ReturnedValue.Excessive _, ReturnedValue.Unreadable _ ->
          throw new AssertionError(encoded);
    };
  }
}
