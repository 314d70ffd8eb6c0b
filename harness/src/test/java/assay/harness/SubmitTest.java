package assay.harness;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What is handed to a cluster, without one.
final class SubmitTest {
  @TempDir private Path folder;

  private Commands.Result submit(List<String> own, String... run) {
    List<String> line = new ArrayList<>(List.of("submit", "--slurm", "--dry-run"));
    line.addAll(own);
    line.add("--");
    line.addAll(List.of(run));
    return Commands.run(line.toArray(String[]::new));
  }

  private String[] run(String... more) throws IOException {
    List<String> run =
        new ArrayList<>(
            List.of(
                "--suite",
                "mmlu-pro",
                "--protocol",
                "mmlu-pro/official-local-0shot",
                "--data",
                Suites.questions(folder, 6).toString(),
                "--model",
                "http://127.0.0.1:9/v1#it's-$HOME",
                "--coordinate",
                "place=a \"b\" $(c) `d` * \\ ~"));
    run.addAll(List.of(more));
    return run.toArray(String[]::new);
  }

  private List<String> own(String... more) {
    List<String> own =
        new ArrayList<>(
            List.of("--shards", "3", "--out", folder.resolve("it's 100 % $(pwd)").toString()));
    own.addAll(List.of(more));
    return own;
  }

  /// Both scripts are run by a shell, with a program that tells its words.
  @Test
  void everyWordReachesTheProgramAsItWasGiven() throws Exception {
    Path program = folder.resolve("say words");
    Files.writeString(program, "#!/bin/sh\nprintf '%s\\n' \"$@\"\n");
    assertThat(program.toFile().setExecutable(true)).isTrue();
    Commands.Result result = submit(own("--program", program.toString()), run());
    assertThat(result.status()).as(result.err()).isZero();
    String out = folder.resolve("it's 100 % $(pwd)").toString();
    List<String> scripts = Pattern.compile("(?m)^# /.*\\n").splitAsStream(result.out()).toList();
    List<String> words = new ArrayList<>(List.of("run"));
    words.addAll(List.of(run()));
    words.addAll(List.of("--resume", "--shard", "2/3", "--out", out + "/shards/2"));
    assertThat(said(scripts.get(1))).isEqualTo(words);
    assertThat(said(scripts.get(2).replace("mv ", ": ")).subList(0, 6))
        .containsExactly(
            "merge",
            out + "/shards/1",
            out + "/shards/2",
            out + "/shards/3",
            "--out",
            out + "/run.part");
    assertThat(folder.resolve("it's 100 % $(pwd)")).doesNotExist();
  }

  private List<String> said(String script) throws Exception {
    ProcessBuilder shell = new ProcessBuilder("sh", "-c", script).redirectErrorStream(true);
    shell.environment().put("SLURM_ARRAY_TASK_ID", "2");
    Process process = shell.start();
    String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(text).isZero();
    return text.lines().toList();
  }

  @Test
  void theLinesOfSbatchStandBelow() throws IOException {
    Commands.Result result =
        submit(
            own("--program", "/opt/assay", "--partition", "cpu", "--sbatch-arg=--mem=8 G"), run());
    assertThat(result.out().lines().filter(line -> line.startsWith("# sbatch")))
        .hasSize(2)
        .allMatch(line -> line.contains("--partition=cpu") && line.contains("'--mem=8 G'"))
        .allMatch(line -> line.contains("100 %% $(pwd)/logs/"))
        .anyMatch(line -> line.contains("--requeue") && line.contains("--array=1,2,3"))
        .anyMatch(line -> line.contains("--dependency=afterok:JOB --kill-on-invalid-dep=yes"));
  }

  @Test
  void anImageIsRunByApptainer() throws IOException {
    assertThat(submit(own("--image", "assay.sif"), run()).out())
        .contains("\napptainer run assay.sif run --suite mmlu-pro ");
  }

  @Test
  void whatWouldFailOnTheClusterIsRefusedHere() throws IOException {
    List<String> own = own("--program", "/opt/assay");
    assertThat(submit(own, run("--shard", "1/2")).err())
        .isEqualTo("assay: --shard is for assay submit itself to set\n");
    assertThat(submit(own, run("--out", "x")).err()).contains("--out is for assay submit");
    assertThat(submit(own, run("--temprature", "1")).err()).contains("Unknown option");
    assertThat(submit(own, run("--limit", "2")).err())
        .contains("--shards 3: expected 1 to 2, which is how many samples there are");
    String[] elsewhere = run();
    elsewhere[5] = folder.resolve("none.jsonl").toString();
    assertThat(submit(own, elsewhere).err()).contains("none.jsonl");
    assertThat(submit(own(), run()).err()).contains("--program PATH is missing");
    assertThat(submit(List.of("--out", "x"), run()).err()).contains("--shards N and --out DIR");
    assertThat(Commands.run("submit", "--status", folder.toString()).err())
        .contains("nothing was submitted from here");
  }
}
