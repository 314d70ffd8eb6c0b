package assay.engine.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// Templates as published with 55 models, against the texts that Python's jinja2 3.1.6 made of
/// them.
class PublishedTemplatesTest {
  /// The time that `strftime_now` had when the references were made.
  private static final Clock CLOCK =
      Clock.fixed(
          LocalDateTime.of(2026, 11, 23, 10, 5, 7).toInstant(ZoneOffset.UTC), ZoneOffset.UTC);

  /// The file of references: contexts by name, and for each `TEMPLATE|CONTEXT` either `ok` or
  /// `err`.
  private record References(
      Map<String, Map<String, Object>> ctx, Map<String, Map<String, String>> gold) {}

  /// A case of llama.cpp's own tests.
  @JsonIgnoreProperties(ignoreUnknown = true)
  private record LlamaCase(
      @JsonProperty("name") String name,
      @JsonProperty("template_str") String template,
      @JsonProperty("messages") List<Map<String, Object>> messages,
      @JsonProperty("add_generation_prompt") boolean addGenerationPrompt,
      @JsonProperty("bos_token") String bosToken,
      @JsonProperty("eos_token") String eosToken,
      @JsonProperty("expected_jinja") String expected,
      @JsonProperty("jinja2_matches_expected") boolean jinjaAgrees) {}

  @TestFactory
  Stream<DynamicTest> rendersWhatJinjaRenders() throws IOException {
    Path folder = SharedData.templates().resolve("transformers");
    References references = SharedData.read(folder.resolve("expected.json"), References.class);
    assertThat(references.gold()).hasSize(275);
    return references.gold().keySet().stream()
        .map(key -> DynamicTest.dynamicTest(key, () -> check(folder, references, key)));
  }

  private static void check(Path folder, References references, String key) throws IOException {
    int bar = key.indexOf('|');
    String source = Files.readString(folder.resolve(key.substring(0, bar)));
    Map<String, Object> context = new HashMap<>(references.ctx().get(key.substring(bar + 1)));
    context.put("bos_token", "<s>");
    context.put("eos_token", "</s>");
    Map<String, String> expected = references.gold().get(key);
    if (expected.containsKey("ok")) {
      assertThat(Template.parse(source).render(context, CLOCK)).isEqualTo(expected.get("ok"));
    } else {
      assertThatThrownBy(() -> Template.parse(source).render(context, CLOCK))
          .as("jinja2: %s", expected.get("err"))
          .isInstanceOf(TemplateException.class);
    }
  }

  @TestFactory
  Stream<DynamicTest> rendersTheCasesOfLlamaCpp() throws IOException {
    Path file = SharedData.templates().resolve("chat_template_cases_even.json");
    List<LlamaCase> cases =
        Stream.of(SharedData.read(file, LlamaCase[].class)).filter(LlamaCase::jinjaAgrees).toList();
    assertThat(cases).hasSizeGreaterThan(9);
    return cases.stream().map(each -> DynamicTest.dynamicTest(each.name(), () -> check(each)));
  }

  private static void check(LlamaCase each) {
    Map<String, Object> context =
        Map.of(
            "messages", each.messages(),
            "add_generation_prompt", each.addGenerationPrompt(),
            "bos_token", each.bosToken(),
            "eos_token", each.eosToken());
    assertThat(Template.parse(each.template()).render(context, CLOCK)).isEqualTo(each.expected());
  }
}
