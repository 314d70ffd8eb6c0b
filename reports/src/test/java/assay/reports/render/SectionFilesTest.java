package assay.reports.render;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Compares the files of a report that has every section with their expected texts, which
/// `-Dassay.golden.write=true` rewrites.
final class SectionFilesTest {
  private static final Path EXPECTED = Path.of("src/test/resources/assay/reports/render/sections");

  @TempDir private static Path folder;

  @BeforeAll
  static void write() throws IOException {
    ReportWriter.write(EverySection.report(), folder);
    JsonNode summary = new ObjectMapper().readTree(folder.resolve("summary.json").toFile());
    Files.writeString(
        folder.resolve("sections.json"), summary.path("sections").toPrettyString() + "\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "summary.csv",
        "summary.tex",
        "sections.json",
        "comparisons.csv",
        "flips.csv",
        "ranking.csv",
        "variants.csv",
        "variants.tex",
        "effects.csv",
        "effects.tex",
        "context.csv",
        "context.tex",
        "cost.csv",
        "cost.tex",
        "experts.csv",
        "expert-layers.csv",
        "expert-groups.csv",
        "experts.tex",
        "families.csv",
        "families.tex",
        "contamination.csv",
        "contamination.tex",
        "columns.csv"
      })
  void writesTheExpectedFile(String name) throws IOException {
    String actual = Files.readString(folder.resolve(name));
    Path expected = EXPECTED.resolve(name + ".expected");
    if (Boolean.getBoolean("assay.golden.write")) {
      Files.createDirectories(EXPECTED);
      Files.writeString(expected, actual);
    }
    assertThat(actual).isEqualTo(Files.readString(expected));
  }

  /// The names in `columns.csv` are those of the files' first lines, and each has its meaning.
  @Test
  void saysWhatEveryColumnMeans() throws IOException {
    Map<String, List<String>> described = new LinkedHashMap<>();
    try (CSVParser rows =
        CSVParser.parse(folder.resolve("columns.csv"), StandardCharsets.UTF_8, CSVFormat.RFC4180)) {
      for (CSVRecord row : rows.stream().skip(1).toList()) {
        described.computeIfAbsent(row.get(0), file -> new ArrayList<>()).add(row.get(1));
        assertThat(row.get(3)).as("%s of %s", row.get(1), row.get(0)).isNotBlank();
      }
    }
    assertThat(described).hasSize(14);
    for (Map.Entry<String, List<String>> file : described.entrySet()) {
      assertThat(Files.readAllLines(folder.resolve(file.getKey())).getFirst())
          .isEqualTo(String.join(",", file.getValue()));
    }
  }

  @Test
  void writesNoOtherFigures() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      List<String> written =
          files
              .map(file -> file.getFileName().toString())
              .filter(name -> !name.endsWith(".png"))
              .sorted()
              .toList();
      assertThat(written).hasSize(27).containsAll(List.of("report.html", "report.md"));
      assertThat(new TreeSet<>(written)).contains("samples.csv");
    }
  }
}
