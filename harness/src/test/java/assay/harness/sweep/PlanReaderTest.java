package assay.harness.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import assay.harness.run.UsageException;
import assay.harness.sweep.SweepPlan.Texts;
import assay.harness.sweep.SweepPlan.Variant;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PlanReaderTest {
  @TempDir private Path folder;

  private SweepPlan read(String name, String text) throws IOException {
    return PlanReader.read(Files.writeString(folder.resolve(name), text));
  }

  private static final String YAML =
      """
      # quantizations
      base:
        suite: math-500
        data: [a.jsonl, b.jsonl]
        stream: true
      models: [x/q8.gguf, x/q4.gguf]
      axes:
        pad-to: [null, 4096]
        rope:
          - {label: "off"}
          - label: yarn
            rope-scaling: yarn
      exclude:
        - {rope: yarn, pad-to: "off"}
      """;

  private static final String JSON =
      """
      {"base": {"suite": "math-500", "data": ["a.jsonl", "b.jsonl"], "stream": true},
       "axes": {"model": ["x/q8.gguf", "x/q4.gguf"], "pad-to": [null, 4096],
                "rope": [{"label": "off"}, {"label": "yarn", "rope-scaling": "yarn"}]},
       "exclude": [{"rope": "yarn", "pad-to": "off"}]}
      """;

  @Test
  void aPlanIsTheSameInYamlAndInJson() throws IOException {
    SweepPlan plan = read("plan.yaml", YAML);
    assertThat(plan.variants())
        .hasSize(6)
        .extracting(Variant::name)
        .first()
        .asString()
        .isEqualTo("model-q8.gguf_pad-to-off_rope-off");
    assertThat(plan.variants().getFirst().settings())
        .containsKeys("suite", "data", "stream", "model");
    List<String> names = plan.variants().stream().map(Variant::name).toList();
    for (String name : List.of("plan.json", "plan", "plan.yml")) {
      assertThat(read(name, JSON).variants()).extracting(Variant::name).isEqualTo(names);
    }
  }

  @Test
  void repeatsAreAnAxisOfSeeds() throws IOException {
    SweepPlan plan =
        read("p.yaml", "{base: {seed: 5}, models: [a, b], repeats: 3, order: [repeat]}");
    List<Variant> variants = plan.variants();
    assertThat(variants)
        .extracting(each -> each.coordinates().get("repeat"))
        .containsExactly("1", "2", "3", "1", "2", "3");
    assertThat(variants)
        .extracting(each -> each.settings().get("seed").value())
        .startsWith(
            new Texts(List.of("5")), new Texts(List.of("1005")), new Texts(List.of("2005")));
    assertThat(plan.order()).containsExactly("repeat");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {modles: [a]}                            | 1:2: unknown key "modles"; a plan has $schema, base, models, axes, repeats, order, exclude; did you mean "models"?
          [a]                                      | 1:1: a plan is one object; found a list
          {base: {limit: 5}}                       | 1:1: nothing varies: name models, axes with the levels to compare, or repeats
          {base: 5, models: [a]}                   | 1:8: base is an object of options; found a number
          {models: a}                              | 1:10: models is a list of models; found a text
          {models: []}                             | 1:10: axis model has no level
          {models: [a, b, a]}                      | 1:17: axis model has level "a" twice
          {models: [a], axes: {model: [b]}}        | 1:15: models and an axis model are the same; leave one of both out
          {axes: {rope: [{rope-factor: 2}]}}       | 1:16: a level of axis rope in braces needs a label
          {axes: {top-k: [[1, [2]]]}}              | 1:21: option top-k: a list has texts and numbers only; found a list
          {axes: {top-k: [1, 2]}, base: {data: []}} | 1:38: option data: an empty list says nothing; null leaves it out
          {models: [a], repeats: many}             | 1:24: repeats is a whole number; found a text
          {models: [a], repeats: 1}                | 1:24: repeats is from 2 to 1000; found 1
          {axes: {seed: [1, 2]}, repeats: 2}       | 1:33: repeats: an axis sets the seed or is called repeat already; leave one of both out
          {models: [a], order: [model, modle]}     | 1:30: order: no axis "modle"; did you mean "model"?
          {models: [a], order: [model, model]}     | 1:30: order: axis "model" twice
          {models: [q8, q4], exclude: [{model: q5}]} | 1:31: exclude: no axis "model" with a level labelled "q5"; did you mean "q8"?
          {models: [&m a, *m]}                     | 1:17: *m: there are no aliases here; write it out
          """)
  void whatIsWrongIsToldWithItsPlace(String plan, String problem) {
    assertThatThrownBy(() -> read("plan.yaml", plan))
        .isInstanceOf(UsageException.class)
        .hasMessage("%s:%s".formatted(folder.resolve("plan.yaml"), problem));
  }

  @Test
  void whatIsNeitherYamlNorJsonIsToldWithItsPlace() {
    assertThatThrownBy(() -> read("a.yaml", "models: [a\nbase: {}\n"))
        .hasMessageStartingWith(folder.resolve("a.yaml:2:5: is not YAML: ").toString());
    assertThatThrownBy(() -> read("a.json", "{\"models\": [\"a\"}"))
        .hasMessageStartingWith(folder.resolve("a.json:1:16: is not JSON: ").toString())
        .hasMessageEndingWith("(for Array starting at [line: 1, column: 12])");
    assertThatThrownBy(() -> read("a.yaml", "models: [a]\nmodels: [b]\n"))
        .hasMessageStartingWith(folder.resolve("a.yaml:2:").toString())
        .hasMessageContaining("Duplicate field 'models'");
    assertThatThrownBy(() -> read("a.yaml", "models: [a]\n---\nmodels: [b]\n"))
        .hasMessageContaining("a plan is one object; nothing stands behind it");
  }
}
