package assay.harness.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import assay.harness.catalog.Catalog;
import assay.harness.run.Console;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The schema of plans, by a validator that is not ours.
final class PlanSchemaTest {
  private static final Path PLANS = Path.of("../docs/plans");
  private static final PrintStream NOWHERE = new PrintStream(OutputStream.nullOutputStream());
  private static final Catalog CATALOG =
      Catalog.standard(new Console(NOWHERE, NOWHERE, false, true));
  private static final String TEXT = new PlanSchema(CATALOG).text();
  private static final SchemaRegistry DRAFTS =
      SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);

  static Stream<Path> plans() throws IOException {
    try (Stream<Path> files = Files.list(PLANS)) {
      return files
          .filter(file -> file.toString().matches(".*\\.(yaml|json)"))
          .filter(file -> !file.endsWith("plan.schema.json"))
          .toList()
          .stream();
    }
  }

  private static InputFormat format(Path plan) {
    return plan.toString().endsWith(".json") ? InputFormat.JSON : InputFormat.YAML;
  }

  private static List<com.networknt.schema.Error> errors(String plan) {
    return DRAFTS.getSchema(TEXT, InputFormat.JSON).validate(plan, InputFormat.YAML);
  }

  /// Otherwise: `./assay sweep --schema > docs/plans/plan.schema.json`.
  @Test
  void theCommittedSchemaIsWhatTheCommandPrints() throws IOException {
    assertThat(Files.readString(PLANS.resolve("plan.schema.json"))).isEqualTo(TEXT);
  }

  @Test
  void itIsASchemaOfItsDraft() throws IOException {
    Schema draft =
        DRAFTS.getSchema(SchemaLocation.of("https://json-schema.org/draft/2020-12/schema"));
    assertThat(draft.validate(TEXT, InputFormat.JSON)).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("plans")
  void everyExampleIsValidAndIsRead(Path plan) throws IOException {
    assertThat(
            DRAFTS.getSchema(TEXT, InputFormat.JSON).validate(Files.readString(plan), format(plan)))
        .isEmpty();
    SweepPlan read = PlanReader.read(plan);
    assertThat(read.variants()).hasSizeGreaterThan(1);
    PlanOptions options = new PlanOptions(CATALOG);
    assertThat(read.base()).allMatch(each -> options.find(each.option()).isPresent());
  }

  @Test
  void everyKeyThatIsReadStandsInIt() throws IOException {
    JsonNode schema = new JsonMapper().readTree(TEXT);
    List<String> options = new PlanOptions(CATALOG).names();
    assertThat(options).contains("suite", "data", "prices", "kv-type", "model");
    assertThat(names(schema.at("/properties"))).containsExactlyElementsOf(PlanKey.words());
    assertThat(names(schema.at("/properties/base/properties"))).containsExactlyElementsOf(options);
    assertThat(names(schema.at("/properties/axes/properties"))).containsExactlyElementsOf(options);
    assertThat(names(schema.at("/$defs/level/properties"))).contains("label").containsAll(options);
    for (String option : options) {
      JsonNode said = schema.at("/$defs/" + option);
      assertThat(said.path("title").asText()).as(option).startsWith(option);
      assertThat(said.path("description").asText()).as(option).isNotBlank().doesNotContain("${");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{models: [a, b]}",
        "{base: {limit: 5, stream: true, data: [a, b]}, axes: {temperature: [0, 0.7, null]}}",
        "{axes: {rope: [{label: x, rope-factor: 2}, {label: y}]}, repeats: 2}",
      })
  void whatIsReadIsValid(String plan) throws IOException {
    assertThat(errors(plan)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{base: {limit: 5}}",
        "{modles: [a, b]}",
        "{base: {limmit: 5}, models: [a]}",
        "{base: {limit: ten}, models: [a]}",
        "{base: {limit: true}, models: [a]}",
        "{base: {stream: 5}, models: [a]}",
        "{axes: {rope: [1, 2]}}",
        "{axes: {rope: [{rope-factor: 2}]}}",
        "{axes: {temperature: 0}}",
        "{axes: {temperature: []}}",
        "{axes: {' ': [{label: x}]}}",
        "{models: [a], repeats: 1}",
        "{models: [a], exclude: [{}]}",
      })
  void whatIsRefusedIsInvalid(String plan) throws IOException {
    assertThat(errors(plan)).isNotEmpty();
  }

  private static List<String> names(JsonNode node) {
    return node.propertyStream().map(each -> each.getKey()).toList();
  }
}
