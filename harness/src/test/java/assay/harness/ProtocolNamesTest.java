package assay.harness;

import static org.assertj.core.api.Assertions.assertThat;

import assay.tasks.Benchmark;
import assay.tasks.benchmarks.Benchmarks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// What is to be known of a suite stands in its class: no other module decides by a name.
final class ProtocolNamesTest {
  private static final List<String> MODULES =
      List.of("results", "engine", "scorers", "reports", "harness");

  private static Pattern decisions() {
    String names =
        Benchmarks.standard().all().stream()
            .flatMap(known -> Stream.concat(Stream.of(known.suite()), protocols(known)))
            .map(Pattern::quote)
            .collect(Collectors.joining("|"));
    return Pattern.compile(
        "(?:case (?:\"[^\"]*\", )*|(?:equals|startsWith|contains|matches)\\()\"(?:%s)/?\""
            .formatted(names));
  }

  private static Stream<String> protocols(Benchmark benchmark) {
    return benchmark.protocolNames().stream();
  }

  private static List<String> found(String file, String code) {
    List<String> found = new ArrayList<>();
    Matcher matcher = decisions().matcher(code);
    while (matcher.find()) {
      found.add(file + ": " + matcher.group());
    }
    return found;
  }

  @Test
  void nothingOutsideOfTasksDecidesByTheNameOfASuiteOrAProtocol() throws IOException {
    List<String> found = new ArrayList<>();
    for (String module : MODULES) {
      Path sources = Path.of("..", module, "src", "main", "java");
      try (Stream<Path> files = Files.walk(sources)) {
        for (Path file : files.filter(each -> each.toString().endsWith(".java")).toList()) {
          found.addAll(found(file.toString(), Files.readString(file)));
        }
      }
    }
    assertThat(found).isEmpty();
  }

  @Test
  void suchADecisionWouldBeFound() {
    assertThat(found("a", "case \"mmlu-pro/official-local\", \"x\" -> 5;")).hasSize(1);
    assertThat(found("b", "if (suite.equals(\"livecodebench\"))")).hasSize(1);
    assertThat(found("c", "name.startsWith(\"math-500/\")")).hasSize(1);
    assertThat(found("d", "// a run of \"math-500\"")).isEmpty();
  }
}
