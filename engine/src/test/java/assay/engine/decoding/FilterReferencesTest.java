package assay.engine.decoding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Bias, penalties and filters against Hugging Face Transformers; see `tools/decoding`.
final class FilterReferencesTest {

  /// One line of settings with the logits and what the reference leaves of them.
  record Case(String settings, String prompt, String generated, String logits, String left) {
    @Override
    public String toString() {
      return settings.isEmpty() ? "everything off" : settings;
    }
  }

  static Stream<Case> cases() throws IOException {
    List<String> lines;
    try (InputStream file = FilterReferencesTest.class.getResourceAsStream("filters.txt")) {
      lines = new String(file.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
    }
    List<Case> cases = new ArrayList<>();
    for (int i = 3; i < lines.size(); i += 3) {
      String settings = String.join(" ", words(lines.get(i)));
      cases.add(new Case(settings, lines.get(1), lines.get(2), lines.get(i + 1), lines.get(i + 2)));
    }
    assertThat(cases).hasSize(56);
    return cases.stream();
  }

  @ParameterizedTest(name = "{index}: {0}")
  @MethodSource("cases")
  void leavesTheTokensAndProbabilitiesOfTransformers(Case reference) {
    Map<String, String> settings = new HashMap<>();
    for (String pair : words("case " + reference.settings())) {
      settings.put(pair.substring(0, pair.indexOf('=')), pair.substring(pair.indexOf('=') + 1));
    }
    Candidates left =
        Candidates.of(
            adjusted(reference, settings),
            new Sampling(
                number(settings, "temperature", 1),
                settings.containsKey("topK")
                    ? OptionalInt.of(Integer.parseInt(settings.get("topK")))
                    : OptionalInt.empty(),
                number(settings, "topP", 1),
                number(settings, "minP", 0),
                number(settings, "typicalP", 1),
                0));
    Map<Integer, Double> found = new TreeMap<>();
    for (int i = 0; i < left.size(); i++) {
      found.put(left.token(i), left.weight(i) / left.mass());
    }
    Map<Integer, Double> expected = new TreeMap<>();
    for (String pair : words(reference.left())) {
      String[] parts = pair.split("=", -1);
      expected.put(Integer.parseInt(parts[0]), Double.parseDouble(parts[1]));
    }
    assertThat(found.keySet()).isEqualTo(expected.keySet());
    expected.forEach(
        (token, probability) ->
            assertThat(found.get(token))
                .as("token %d", token)
                .isCloseTo(probability, within(2e-6 * probability + 1e-12)));
  }

  private static float[] adjusted(Case reference, Map<String, String> settings) {
    Map<Integer, Float> bias = new HashMap<>();
    settings.forEach(
        (name, value) -> {
          if (name.startsWith("bias")) {
            bias.put(Integer.parseInt(name.substring(4)), Float.parseFloat(value));
          }
        });
    Penalties penalties =
        new Penalties(
            number(settings, "repetition", 1),
            number(settings, "frequency", 0),
            number(settings, "presence", 0),
            OptionalInt.empty());
    AdjustingSampler sampler =
        new AdjustingSampler(new GreedySampler(), penalties, bias, ids(reference.prompt()));
    for (int token : ids(reference.generated())) {
      sampler.chosen(token);
    }
    return sampler.adjust(floats(reference.logits()));
  }

  private static double number(Map<String, String> settings, String name, double otherwise) {
    return settings.containsKey(name) ? Double.parseDouble(settings.get(name)) : otherwise;
  }

  /// Returns the words behind the first.
  private static List<String> words(String line) {
    return Arrays.stream(line.split(" ", -1)).skip(1).filter(word -> !word.isEmpty()).toList();
  }

  private static int[] ids(String line) {
    return words(line).stream().mapToInt(Integer::parseInt).toArray();
  }

  private static float[] floats(String line) {
    List<String> words = words(line);
    float[] values = new float[words.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = Float.parseFloat(words.get(i));
    }
    return values;
  }
}
