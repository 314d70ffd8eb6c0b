package assay.engine.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class TemplateTest {
  private static final Clock CLOCK = Clock.fixed(Instant.EPOCH, ZoneOffset.UTC);

  private static String render(String template, Map<String, ?> context) {
    return Template.parse(template).render(context, CLOCK);
  }

  private static String failure(String template) {
    try {
      render(template, Map.of());
    } catch (TemplateException failure) {
      return failure.getMessage();
    }
    throw new AssertionError("rendered: " + template);
  }

  @Test
  void messagesNameTheLine() {
    assertThat(failure("a\nb {{ missing.x }}"))
        .isEqualTo("chat template line 2: 'missing' is undefined");
    assertThat(failure("a\n\n{% if %}"))
        .isEqualTo("chat template line 3: expected an expression, found '%}'");
    assertThat(failure("{{ x|nofilter }}"))
        .startsWith(
            "chat template line 1: no filter named 'nofilter'; known are abs, attr, batch,");
    assertThat(failure("\n{{ x is notest }}"))
        .startsWith("chat template line 2: no test named 'notest'; known are !=, <, <=, ==,");
    assertThat(failure("{% for x in [1] %}\n{{ raise_exception('no system role') }}{% endfor %}"))
        .isEqualTo("chat template line 2: no system role");
    assertThat(failure("{% for x in [1] %}{% endif %}"))
        .isEqualTo(
            "chat template line 1: unknown tag 'endif'; the open block ends with endfor or else");
    assertThat(failure("{% if yes %}\nx"))
        .isEqualTo(
            "chat template line 2: the template ends where elif or else or endif is expected");
    assertThat(failure("{{ 'a' + 1 }}"))
        .isEqualTo("chat template line 1: unsupported operand type(s) for +: 'str' and 'int'");
  }

  @Test
  void tellsLineAndReasonApart() {
    assertThatThrownBy(() -> Template.parse("\n{% nonsense %}"))
        .isInstanceOfSatisfying(
            TemplateException.class,
            failure -> {
              assertThat(failure.line()).isEqualTo(2);
              assertThat(failure.reason()).isEqualTo("unknown tag 'nonsense'");
            });
  }

  @Test
  void takesPlainDataAndNulls() {
    Map<String, Object> data = new HashMap<>();
    data.put("none", null);
    data.put("list", new ArrayList<>(List.of(1, 2L, 1.5, true, "x", Map.of("k", List.of()))));
    assertThat(render("{{ d.none }} {{ d.list }}", Map.of("d", data)))
        .isEqualTo("None [1, 2, 1.5, True, 'x', {'k': []}]");
  }

  @Test
  void refusesDataOfOtherTypes() {
    assertThatThrownBy(() -> render("", Map.of("a", Map.of("b", List.of(1, 'c')))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "context.a.b[1] is a java.lang.Character; expected Map, List, String, Boolean,"
                + " Integer, Long, BigInteger, Double or null");
    assertThatThrownBy(() -> render("", Map.of("a", Map.of(1, 2))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("context.a has a key that is no String: 1");
  }

  @Test
  void readsTheGivenClockOnly() {
    assertThat(render("{{ strftime_now('%Y-%m-%d %H:%M') }}", Map.of()))
        .isEqualTo("1970-01-01 00:00");
  }

  @Test
  void rendersTheSameTemplateAgainAndAgain() {
    Template template =
        Template.parse("{% set ns = namespace(n=0) %}{% set ns.n = ns.n + 1 %}{{ ns.n }}");
    assertThat(template.render(Map.of(), CLOCK)).isEqualTo("1");
    assertThat(template.render(Map.of(), CLOCK)).isEqualTo("1");
  }

  @Test
  void endsEndlessRecursion() {
    assertThat(failure("{% macro m() %}\n{{ m() }}{% endmacro %}{{ m() }}"))
        .isEqualTo(
            "chat template line 2: the template is nested or recurses more than 300 levels deep");
  }

  @Test
  void endsEndlessWork() {
    String loops = "{% for i in range(99999) %}".repeat(4) + "x" + "{% endfor %}".repeat(4);
    assertThatThrownBy(
            () ->
                Template.parse(loops)
                    .render(Map.of(), CLOCK, new RenderLimits(100_000, 100, 1_000_000)))
        .hasMessage("chat template line 1: the template takes more than 100000 steps");
    assertThatThrownBy(
            () ->
                Template.parse(loops)
                    .render(Map.of(), CLOCK, new RenderLimits(1_000_000, 100, 1000)))
        .hasMessage("chat template line 1: the text is longer than 1000 characters");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{{ 'a' * 1000000000 }}",
        "{{ [1] * 1000000000 }}",
        "{{ 'a'.center(1000000000) }}",
        "{{ '%1000000000d' % 1 }}",
        "{{ '{:99999999}'.format(1) }}",
        "{{ 'a'|indent(1000000000) }}",
        "{{ 9 ** 999999 }}",
        "{{ (10 ** 9999)|string }}",
        "{% set ns = namespace(s='aaaaaaaa') %}{% for i in range(99) %}{% set ns.s = ns.s ~ ns.s"
            + " %}{% endfor %}",
        "{% set ns = namespace(s='aaaaaaaa') %}{% for i in range(99) %}{% set ns.s ="
            + " ns.s|replace('a', 'aaaaaaaaaaaaaaaaaaaa') %}{% endfor %}",
        "{% set ns = namespace(s=[]) %}{% for i in range(999) %}{% set ns.s = [ns.s] %}{% endfor"
            + " %}",
        "{% set ns = namespace(s=[1]) %}{% for i in range(99) %}{% set ns.s = ns.s + ns.s %}{%"
            + " endfor %}",
        "{% set ns = namespace(s=[1]) %}{% for i in range(99) %}{% set ns.s = [ns.s, ns.s] %}{%"
            + " endfor %}{{ ns.s }}",
      })
  void endsValuesThatGrowWithoutBound(String template) {
    assertThat(failure(template)).startsWith("chat template line 1: ");
  }

  @ParameterizedTest
  @MethodSource("deepTemplates")
  void refusesDeepNestingOnASmallStack(String template) throws InterruptedException {
    List<Throwable> escaped = new ArrayList<>();
    Runnable run = () -> assertThat(failure(template)).startsWith("chat template line 1: ");
    Thread small = new Thread(null, run, "small stack", 512 * 1024);
    small.setUncaughtExceptionHandler((_, failure) -> escaped.add(failure));
    small.start();
    small.join();
    assertThat(escaped).isEmpty();
  }

  static Stream<String> deepTemplates() {
    int many = 50_000;
    return Stream.of(
        "{{ " + "(".repeat(many) + "1" + ")".repeat(many) + " }}",
        "{{ " + "[".repeat(many),
        "{{ " + "not ".repeat(many) + "1 }}",
        "{{ " + "-".repeat(many) + "1 }}",
        "{{ 1" + " + 1".repeat(many) + " }}",
        "{{ 1" + "|string".repeat(many) + " }}",
        "{{ x" + ".x".repeat(many) + " }}",
        "{{ 1" + " if 0 else 1".repeat(many) + " }}",
        "{% filter upper" + "|upper".repeat(many) + " %}{% endfilter %}",
        "{% if 1 %}".repeat(many),
        "{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}",
        "{% macro m() %}{% if 1 %}{{ '' ~ m() }}{% endif %}{% endmacro %}{{ m() }}",
        "{% for a in [[]] recursive %}{{ loop([a]) }}{% endfor %}",
        "{% macro m() %}{% call m() %}{{ caller() }}{% endcall %}{% endmacro %}{% call m() %}x{%"
            + " endcall %}");
  }

  @Test
  void limitsMustAllowSomething() {
    assertThatThrownBy(() -> new RenderLimits(0, 1, 1))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
