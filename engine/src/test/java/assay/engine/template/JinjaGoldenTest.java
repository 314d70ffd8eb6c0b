package assay.engine.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Small templates against what Python's jinja2 3.1.6 makes of them; `tools/jinja` writes the
/// references.
class JinjaGoldenTest {
  private static final Clock CLOCK =
      Clock.fixed(
          LocalDateTime.of(2026, 11, 3, 14, 5, 7).toInstant(ZoneOffset.UTC), ZoneOffset.UTC);

  /// A template with the text that jinja2 renders, or with the error that it raises.
  private record Golden(String template, String text, String error) {}

  @TestFactory
  Stream<DynamicTest> whitespace() throws IOException {
    return tests("whitespace", 39);
  }

  @TestFactory
  Stream<DynamicTest> expressions() throws IOException {
    return tests("expressions", 104);
  }

  @TestFactory
  Stream<DynamicTest> statements() throws IOException {
    return tests("statements", 127);
  }

  @TestFactory
  Stream<DynamicTest> methods() throws IOException {
    return tests("methods", 46);
  }

  @TestFactory
  Stream<DynamicTest> filters() throws IOException {
    return tests("filters", 82);
  }

  @TestFactory
  Stream<DynamicTest> tests() throws IOException {
    return tests("tests", 36);
  }

  @TestFactory
  Stream<DynamicTest> syntaxErrors() throws IOException {
    return tests("syntax_errors", 85);
  }

  @TestFactory
  Stream<DynamicTest> generated() throws IOException {
    return tests("generated", 950);
  }

  private static Stream<DynamicTest> tests(String name, int expectedCount) throws IOException {
    Map<String, Object> context = read("context", new TypeReference<>() {});
    Golden[] goldens = read(name, new TypeReference<>() {});
    assertThat(goldens).as(name).hasSize(expectedCount);
    return Stream.of(goldens)
        .map(golden -> DynamicTest.dynamicTest(golden.template(), () -> check(golden, context)));
  }

  private static void check(Golden golden, Map<String, Object> context) {
    if (golden.error() == null) {
      assertThat(Template.parse(golden.template()).render(context, CLOCK)).isEqualTo(golden.text());
    } else {
      assertThatThrownBy(() -> Template.parse(golden.template()).render(context, CLOCK))
          .as("jinja2: %s", golden.error())
          .isInstanceOf(TemplateException.class)
          .hasMessageStartingWith("chat template line ");
    }
  }

  private static <T> T read(String name, TypeReference<T> type) throws IOException {
    try (InputStream in = JinjaGoldenTest.class.getResourceAsStream("golden/" + name + ".json")) {
      return new ObjectMapper().readValue(in, type);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"{% include 'x' %}", "{{ 'a'|urlize }}", "{{ [1, 2]|random }}"})
  void refusesWhatJinjaHasAndPromptsDoNotNeed(String template) {
    assertThatThrownBy(() -> Template.parse(template))
        .isInstanceOf(TemplateException.class)
        .hasMessageContaining("not supported in chat templates");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{{ (-8) ** 0.5 }}",
        "{{ self }}",
        "{{ lipsum() }}",
        "{{ person.items }}",
        "{{ numbers|map('upper') }}",
        "{{ namespace(a=1) }}",
        "{{ 'é'.casefold() }}",
        "{{ 'a'.encode() }}",
        "{{ '½'.isdigit() }}",
        "{{ '%e' % 1.5 }}",
        "{{ 'x' is sameas 'x' }}"
      })
  void refusesToRenderWhatItWouldRenderDifferently(String template) throws IOException {
    Map<String, Object> context = read("context", new TypeReference<>() {});
    assertThatThrownBy(() -> Template.parse(template).render(context, CLOCK))
        .isInstanceOf(TemplateException.class);
  }
}
