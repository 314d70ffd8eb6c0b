package assay.harness;

import assay.harness.ShownCommands.Shown;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/// The commands of the pipelines under `docs/ci`, with the variables that the files set.
final class ShownPipelines {
  private static final Set<String> SCRIPTS =
      Set.of("run", "script", "before_script", "after_script");
  private static final Set<String> VARIABLES = Set.of("env", "variables");

  /// What a repository with such a pipeline has already.
  private static final List<String> BEFORE =
      List.of(
          "./assay run --suite mmlu-pro --model https://api.example.com/v1#main --out runs/main",
          "./assay regress --baseline runs/main --write-baseline baseline.jsonl");

  private final Map<String, String> variables = new TreeMap<>();
  private final List<String> lines = new ArrayList<>();

  private ShownPipelines() {}

  /// Returns the files.
  static List<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(Documents.ROOT.resolve("docs/ci"))) {
      return files.sorted().toList();
    }
  }

  /// Returns what a file has the program do, behind what was done before.
  static List<Shown> of(Path file) throws IOException {
    ShownPipelines pipeline = new ShownPipelines();
    pipeline.collect(new YAMLMapper().readTree(file.toFile()));
    String page = Documents.ROOT.relativize(file).toString();
    List<Shown> shown = new ArrayList<>();
    for (String line : Stream.concat(BEFORE.stream(), pipeline.lines.stream()).toList()) {
      String typed = line.replaceFirst("^(\\./|\\.assay/bin/)?assay ", "./assay ");
      for (Map.Entry<String, String> variable : pipeline.variables.entrySet()) {
        typed = typed.replace("\"$" + variable.getKey() + "\"", variable.getValue());
      }
      if (typed.startsWith("./assay ")) {
        shown.add(new Shown(page, shown.size(), typed, List.of()));
      }
    }
    return shown;
  }

  private void collect(JsonNode node) {
    node.propertyStream()
        .forEach(
            each -> {
              if (SCRIPTS.contains(each.getKey())) {
                each.getValue().forEach(line -> lines.addAll(line.asText().lines().toList()));
                lines.addAll(each.getValue().asText().lines().toList());
              } else if (VARIABLES.contains(each.getKey())) {
                each.getValue()
                    .propertyStream()
                    .forEach(set -> variables.put(set.getKey(), set.getValue().asText()));
              }
            });
    node.forEach(this::collect);
  }
}
