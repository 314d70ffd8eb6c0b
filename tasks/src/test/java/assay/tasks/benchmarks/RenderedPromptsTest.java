package assay.tasks.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import assay.results.Message;
import assay.results.Prompt;
import assay.results.Sample;
import assay.tasks.Benchmark;
import assay.tasks.Demo;
import assay.tasks.Task;
import assay.tasks.TaskRequest;
import assay.tasks.Window;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Each pair `NAME.input`, `NAME.expected` in `prompts`, written by
/// `tools/make-prompt-fixtures.py`, or by the benchmarks' own scripts (`tools/suites`). An input
/// names protocol, data and sample, and the attempt where its prompt is another one.
final class RenderedPromptsTest {
  static List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(Demo.resource("prompts"))) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(".input"))
          .map(name -> name.substring(0, name.length() - ".input".length()))
          .sorted()
          .toList();
    }
  }

  @ParameterizedTest
  @MethodSource("names")
  void rendersThePromptOfTheFixture(String name) {
    List<String> input = Demo.text("prompts/" + name + ".input").lines().toList();
    Task task = task(input.getFirst(), input.get(1));
    Sample sample =
        Demo.samples(task).stream()
            .filter(each -> each.id().equals(input.get(2)))
            .findFirst()
            .orElseThrow();
    assertThat(task.protocol().name()).isEqualTo(input.getFirst());
    int attempt = input.size() > 3 ? Integer.parseInt(input.get(3)) : 0;
    Sample asked = task.dataset().asAsked(sample, attempt);
    assertThat(shown(task.protocol().render(asked, Optional.empty())))
        .isEqualTo(Demo.text("prompts/" + name + ".expected"));
  }

  @Test
  void everyProtocolHasAFixture() throws IOException {
    Set<String> covered =
        names().stream()
            .map(name -> Demo.text("prompts/" + name + ".input").lines().findFirst().orElseThrow())
            .collect(Collectors.toSet());
    Set<String> protocols =
        Benchmarks.standard().all().stream()
            .flatMap(benchmark -> benchmark.protocolNames().stream())
            .collect(Collectors.toSet());
    assertThat(covered).isEqualTo(protocols);
  }

  private static Task task(String protocol, String data) {
    Benchmark benchmark =
        Benchmarks.standard().named(protocol.substring(0, protocol.indexOf('/'))).orElseThrow();
    return benchmark.task(
        new TaskRequest(
            List.of(Demo.file(data)), Optional.empty(), Optional.of(protocol), Window.ALL));
  }

  private static String shown(Prompt prompt) {
    List<Message> parts =
        switch (prompt) {
          case Prompt.Text raw -> List.of(new Message("text", raw.text()));
          case Prompt.Chat chat -> chat.messages();
          case Prompt.Continuations asked ->
              List.of(
                  new Message("text", asked.text()),
                  new Message("continuations", String.join("\n", asked.continuations())));
          case Prompt.Unrecorded none -> List.of();
        };
    return parts.stream()
            .map(part -> "=== " + part.role() + " ===\n" + part.content() + "\n")
            .collect(Collectors.joining())
        + "=== end ===\n";
  }
}
