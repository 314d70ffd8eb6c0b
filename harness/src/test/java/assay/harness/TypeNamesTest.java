package assay.harness;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// A name stands for one thing: no two files of the modules that know of runs have the same, nor
/// has a command the name of something else.
final class TypeNamesTest {
  private static final List<String> MODULES = List.of("results", "tasks", "scorers", "reports");

  private static Map<String, Set<String>> places(List<String> modules) throws IOException {
    Map<String, Set<String>> places = new TreeMap<>();
    for (String module : modules) {
      Path sources = Documents.ROOT.resolve(module).resolve("src/main/java");
      try (Stream<Path> files = Files.walk(sources)) {
        files
            .filter(file -> file.toString().endsWith(".java"))
            .filter(file -> !file.endsWith("package-info.java"))
            .forEach(
                file ->
                    places
                        .computeIfAbsent(file.getFileName().toString(), name -> new TreeSet<>())
                        .add(sources.relativize(file.getParent()).toString()));
      }
    }
    return places;
  }

  @Test
  void everyTypeThatKnowsOfRunsHasANameOfItsOwn() throws IOException {
    Map<String, Set<String>> all =
        places(List.of("results", "tasks", "scorers", "reports", "harness"));
    all.keySet().retainAll(places(MODULES).keySet());
    assertThat(all).hasSizeGreaterThan(200);
    assertThat(all.entrySet()).allSatisfy(each -> assertThat(each.getValue()).hasSize(1));
  }
}
