package assay.harness;

import static org.assertj.core.api.Assertions.assertThat;

import assay.harness.demo.DemoFiles;
import assay.results.Completion;
import assay.results.store.RunDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Plans of variants through the command, on the demo's own model.
final class SweepTest {
  @TempDir private Path folder;
  private DemoFiles files;

  @BeforeEach
  void extract() throws IOException {
    files = DemoFiles.extract(folder.resolve("data"));
  }

  private Path plan(String axes) throws IOException {
    String base =
        """
        {
          "base": {"suite": "math-500", "data": "%s", "model": "%s", "limit": 3, "max-tokens": 4},
          %s
        }
        """
            .formatted(files.suites().get(1).data(), files.model(), axes);
    return Files.writeString(folder.resolve("plan.json"), base);
  }

  private Commands.Result sweep(String axes, String... more) throws IOException {
    List<String> line = new ArrayList<>(List.of("sweep", plan(axes).toString()));
    line.addAll(List.of("--out", folder.resolve("out").toString()));
    line.addAll(List.of(more));
    return Commands.run(line.toArray(String[]::new));
  }

  private static final String CROSSED =
      """
      "axes": {
        "pad-to": [null, 600],
        "rope": [{"label": "off"}, {"label": "linear 2", "rope-scaling": "linear", "rope-factor": 2}],
        "temperature": [0, 0.7]
      },
      "exclude": [{"pad-to": "off", "rope": "linear 2"}]
      """;

  @Test
  void aDryRunShowsTheVariantsAndRunsNothing() throws IOException {
    Commands.Result result = sweep(CROSSED, "--dry-run");
    assertThat(result.status()).as(result.err()).isZero();
    assertThat(result.out().lines())
        .containsExactly(
            "pad-to-off_rope-off_temperature-0         3 samples  3 calls",
            "pad-to-off_rope-off_temperature-0.7       3 samples  3 calls",
            "pad-to-600_rope-off_temperature-0         3 samples  3 calls",
            "pad-to-600_rope-off_temperature-0.7       3 samples  3 calls",
            "pad-to-600_rope-linear-2_temperature-0    3 samples  3 calls",
            "pad-to-600_rope-linear-2_temperature-0.7  3 samples  3 calls",
            "6 variants, 18 calls");
    assertThat(folder.resolve("out")).doesNotExist();
  }

  @Test
  void everyVariantIsRunWithItsCoordinates() throws IOException {
    Commands.Result result = sweep(CROSSED);
    assertThat(result.status()).as(result.err()).isZero();
    RunDirectory run =
        RunDirectory.open(folder.resolve("out/pad-to-600_rope-linear-2_temperature-0.7"));
    assertThat(run.manifest().circumstances().coordinates().labels())
        .containsExactly(
            Map.entry("pad-to", "600"),
            Map.entry("rope", "linear 2"),
            Map.entry("temperature", "0.7"));
    assertThat(run.manifest().protocol().padding().orElseThrow().tokens()).isEqualTo(600);
    assertThat(run.manifest().model().facts().words())
        .containsEntry("rope scaling", "linear, factor 2.0");
    assertThat(run.manifest().settings().temperature()).isEqualTo(0.7);
    assertThat(folder.resolve("out/report/report.html")).exists();
    assertThat(result.err()).contains("sweep     variant 6 of 6: pad-to-600_rope-linear-2");
    // The same command again finds everything done and changes nothing.
    String before = Files.readString(run.recordFile());
    assertThat(sweep(CROSSED).status()).isZero();
    assertThat(Files.readString(run.recordFile())).isEqualTo(before);
  }

  @Test
  void aVariantThatFailsDoesNotStopTheOthers() throws IOException {
    Commands.Result result =
        sweep("\"axes\": {\"model\": [\"missing.gguf\", \"%s\"]}".formatted(files.model()));
    assertThat(result.status()).isEqualTo(6);
    assertThat(result.err())
        .contains(
            "--model missing.gguf: no such file", "variant failed: model-missing.gguf (status 2)");
    assertThat(RunDirectory.isRun(folder.resolve("out/model-assay-demo-random.gguf"))).isTrue();
  }

  @Test
  void dataThatCannotBeReadIsRefusedBeforeAnythingRuns() throws IOException {
    Commands.Result result =
        sweep("\"axes\": {\"protocol\": [\"math-500/qwen2.5-math\", \"math-500/base-4shot\"]}");
    assertThat(result.status()).isEqualTo(3);
    assertThat(result.err()).contains("needs the file with its worked examples");
    assertThat(folder.resolve("out")).doesNotExist();
  }

  @Test
  void wrongPlansAreRefusedWithTheirPlace() throws IOException {
    assertThat(sweep("\"axes\": {\"pad-too\": [1]}").err())
        .contains("plan.json:3:24: assay run has no option --pad-too; did you mean \"pad-to\"?");
    assertThat(sweep("\"axes\": {\"temperature\": [0, \"warm\"]}").err())
        .contains(
            "plan.json:3:31: variant temperature-warm: Invalid value for option '--temperature'");
    assertThat(sweep("\"axes\": {\"rope-factor\": [2, 4]}").err())
        .contains("plan.json: variant rope-factor-2: --rope-factor", "need --rope-scaling KIND");
    assertThat(sweep("\"axes\": {\"out\": [\"x\", \"y\"]}").err())
        .contains("plan.json:3:20: --out is for the sweep itself to set");
    assertThat(sweep("\"axes\": {\"top-k\": [true]}").err())
        .contains("plan.json:3:22: top-k takes a value (K); found true");
    assertThat(sweep("\"axes\": {\"stream\": [\"yes\"]}").err())
        .contains("plan.json:3:23: stream is true, false or null; found yes");
    assertThat(sweep("\"axes\": {\"limit\": [[1, 2]]}").err())
        .contains("plan.json:3:22: limit takes one value; found a list");
    assertThat(sweep("\"axes\": {\"top-k\": [1, 1]}").err())
        .contains("plan.json:3:25: axis top-k has level \"1\" twice");
    Commands.Result broken = sweep("\"axes\": {\"top-k\": [1, 2]}, \"exclude\": [{\"top-k\": 3}]");
    assertThat(broken.status()).isEqualTo(2);
    assertThat(broken.err())
        .contains("plan.json:3:43: exclude: no axis \"top-k\" with a level labelled \"3\"");
    assertThat(sweep("\"axes\": {\"top-k\": [1, 2}").err()).contains("plan.json:3:26: is not JSON");
  }

  @Test
  void variantsOfOneModelFollowEachOtherUnlessThePlanSaysOtherwise() throws IOException {
    String models = files.model() + "\", \"missing.gguf";
    String axes = "\"axes\": {\"top-k\": [1, 2], \"model\": [\"%s\"]}".formatted(models);
    assertThat(started(sweep(axes)))
        .containsExactly(
            "top-k-1_model-assay-demo-random.gguf",
            "top-k-2_model-assay-demo-random.gguf",
            "top-k-1_model-missing.gguf",
            "top-k-2_model-missing.gguf");
    assertThat(started(sweep(axes + ", \"order\": [\"top-k\"]")))
        .containsExactly(
            "top-k-1_model-assay-demo-random.gguf",
            "top-k-1_model-missing.gguf",
            "top-k-2_model-assay-demo-random.gguf",
            "top-k-2_model-missing.gguf");
  }

  @Test
  void whatAVariantComputedOfThePromptsIsThereForTheNext() throws IOException {
    assertThat(sweep("\"axes\": {\"top-k\": [1, 2], \"temperature\": [0.7]}").status()).isZero();
    assertThat(prefilled("top-k-1_temperature-0.7")).as("prompts").anyMatch(tokens -> tokens > 20);
    // So few positions of a page are not worth a copy of it.
    assertThat(prefilled("top-k-2_temperature-0.7")).hasSize(3).allMatch(tokens -> tokens <= 4);
  }

  private List<Integer> prefilled(String variant) throws IOException {
    return StoredRecords.of(folder.resolve("out").resolve(variant)).stream()
        .map(record -> (Completion) record.outcome())
        .map(completion -> completion.effort().orElseThrow().prefillTokens())
        .toList();
  }

  private static List<String> started(Commands.Result result) {
    return result
        .err()
        .lines()
        .filter(line -> line.startsWith("sweep "))
        .map(line -> line.replaceAll(".*: (.*); .*", "$1"))
        .toList();
  }

  @Test
  void theSchemaNeedsNoPlan() {
    Commands.Result result = Commands.run("sweep", "--schema");
    assertThat(result.status()).as(result.err()).isZero();
    assertThat(result.out()).startsWith("{").contains("draft/2020-12/schema");
  }

  @Test
  void aFolderOfAnotherPlanIsNotTakenOver() throws IOException {
    assertThat(sweep("\"axes\": {\"top-k\": [1, 2]}").status()).isZero();
    Path plan = folder.resolve("plan.json");
    Files.writeString(plan, Files.readString(plan).replace("\"limit\": 3", "\"limit\": 2"));
    Commands.Result result =
        Commands.run("sweep", plan.toString(), "--out", folder.resolve("out").toString());
    assertThat(result.status()).isEqualTo(6);
    assertThat(result.err()).contains("holds another run, which this command cannot continue");
  }

  @Test
  void aKilledSweepGoesOnWhereItStopped() throws Exception {
    String axes = "\"axes\": {\"top-k\": [1, 2, 3], \"pad-to\": [500, 900]}";
    Path out = folder.resolve("killed");
    List<String> line = List.of("sweep", plan(axes).toString(), "--out", out.toString());
    Process first = Programs.start(folder.resolve("first.log"), line);
    while (records(out) < 4 && first.isAlive()) {
      Thread.sleep(20);
    }
    first.destroyForcibly().waitFor();
    long stored = records(out);
    assertThat(stored).isBetween(4L, 17L);
    List<String> finished = Files.readAllLines(out.resolve("top-k-1_pad-to-500/records.jsonl"));
    Process second = Programs.start(folder.resolve("second.log"), line);
    assertThat(second.waitFor(5, TimeUnit.MINUTES)).isTrue();
    assertThat(second.exitValue()).as(Files.readString(folder.resolve("second.log"))).isZero();
    assertThat(records(out)).isEqualTo(18);
    assertThat(Files.readAllLines(out.resolve("top-k-1_pad-to-500/records.jsonl")))
        .isEqualTo(finished);
  }

  /// Two quantizations of one model, three lengths of which the last does not fit the context, with
  /// and without RoPE scaling.
  @Test
  void quantizationsLengthsAndScalingsMakeOneReport() throws IOException {
    Path text =
        Files.writeString(
            folder.resolve("text.txt"),
            IntStream.range(0, 200)
                .mapToObj(i -> "Paragraph %d.".formatted(i))
                .collect(Collectors.joining("\n\n")));
    Path suite =
        Files.writeString(
            folder.resolve("suite.json"),
            """
            {"name": "items", "prompt": "{question}", "target": "answer", "choices": "options",
             "scorer": "choice/official", "maxTokens": 4, "raw": true, "id": "question_id"}
            """);
    String plan =
        """
        {"base": {"suite": "%s", "data": "%s", "pad-with": "documents", "pad-from": "%s",
                  "context": 512},
         "axes": {"model": ["%s", "%s"], "pad-to": [200, 400, 700],
                  "rope": [{"label": "off"},
                           {"label": "linear", "rope-scaling": "linear", "rope-factor": 2}]}}
        """
            .formatted(
                suite,
                Suites.questions(folder, 6),
                text,
                SharedData.file("golden/kq-Q4_K.gguf"),
                SharedData.file("golden/kq-Q6_K.gguf"));
    Path out = folder.resolve("quantizations");
    Commands.Result result =
        Commands.run(
            "sweep",
            Files.writeString(folder.resolve("quantizations.json"), plan).toString(),
            "--out",
            out.toString());
    assertThat(result.status()).as(result.err()).isZero();
    List<String> variants = Files.readAllLines(out.resolve("report/variants.csv"));
    assertThat(variants).hasSize(1 + 12);
    assertThat(variants.getFirst()).startsWith("suite,run,model,rope_scaling,padded_to,n,score,");
    assertThat(variants.get(1)).contains(",kq-Q4_K.gguf,none,200,6,");
    List<String> context = Files.readAllLines(out.resolve("report/context.csv"));
    assertThat(context)
        .filteredOn(line -> line.contains(",700,"))
        .hasSize(4)
        .allMatch(line -> line.contains(",0,,,,6,"));
    assertThat(Files.readString(out.resolve("report/effects.csv")))
        .contains("items,effect,padded to,400,200,", "items,interaction,");
    assertThat(Files.readString(out.resolve("report/report.html")))
        .contains("where nothing was", "Score by context length, items, %");
  }

  private static long records(Path out) throws IOException {
    long count = 0;
    if (Files.isDirectory(out)) {
      try (Stream<Path> folders = Files.list(out)) {
        for (Path run : folders.filter(RunDirectory::isRun).toList()) {
          count += StoredRecords.count(run);
        }
      }
    }
    return count;
  }
}
