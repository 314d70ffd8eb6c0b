package assay.harness;

import static org.assertj.core.api.Assertions.assertThat;

import assay.harness.endpoint.FakeEndpoint;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What is submitted again, and what a task does about how its part ended. Slurm's programs are
/// scripts of the test here; [SlurmTest] has the real ones.
final class SubmittedRunTest {
  private static final int SHARDS = 3;

  @TempDir private Path folder;
  private Path bin;
  private Path out;

  private record Ended(int status, String text) {}

  @BeforeEach
  void prepare() throws Exception {
    bin = Files.createDirectories(folder.resolve("bin"));
    out = folder.resolve("out");
    program("sbatch", "printf '%s\\n' \"$*\" >>\"$0.asked\"; wc -l <\"$0.asked\"");
    program("squeue", "cat \"$0.queue\" 2>/dev/null");
    program("scontrol", "printf '%s\\n' \"$*\" >>\"$0.asked\"");
    program("sleep", "exit 0");
  }

  private void program(String name, String script) throws Exception {
    Path file = Files.writeString(bin.resolve(name), "#!/bin/sh\n" + script + "\n");
    assertThat(file.toFile().setExecutable(true)).isTrue();
  }

  private List<String> asked(String program) throws Exception {
    Path file = bin.resolve(program + ".asked");
    return Files.exists(file) ? Files.readAllLines(file) : List.of();
  }

  private Ended ended(List<String> words, String... environment) throws Exception {
    ProcessBuilder process = new ProcessBuilder(words).redirectErrorStream(true);
    process.environment().put("PATH", bin + ":" + System.getenv("PATH"));
    for (String each : environment) {
      process.environment().put(each.replaceFirst("=.*", ""), each.replaceFirst(".*=", ""));
    }
    Process started = process.start();
    String text = new String(started.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Ended(started.waitFor(), text);
  }

  private Ended assay(String... line) throws Exception {
    List<String> words =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                "assay.harness.Main"));
    words.addAll(List.of(line));
    return ended(words);
  }

  private String[] submit(List<String> run) {
    List<String> line = new ArrayList<>(List.of("submit", "--slurm", "--program", "/opt/assay"));
    line.addAll(List.of("--shards", String.valueOf(SHARDS), "--out", out.toString(), "--"));
    line.addAll(run);
    return line.toArray(String[]::new);
  }

  private void shard(List<String> run, int number) {
    List<String> line = new ArrayList<>(List.of("run"));
    line.addAll(run);
    line.addAll(List.of("--shard", number + "/" + SHARDS));
    line.addAll(List.of("--out", out.resolve("shards/" + number).toString()));
    assertThat(Commands.run(line.toArray(String[]::new)).status()).isZero();
  }

  @Test
  void theSameCommandSubmitsWhatIsMissing() throws Exception {
    try (FakeEndpoint server =
        FakeEndpoint.start(call -> FakeEndpoint.text(call, "The answer is (A)."))) {
      List<String> run =
          List.of(
              "--suite",
              "mmlu-pro",
              "--protocol",
              "mmlu-pro/official-local-0shot",
              "--data",
              Suites.questions(folder, 6).toString(),
              "--model",
              server.modelArgument());
      assertThat(assay(submit(run)).text()).contains("submitted as jobs 1, merged by 2");
      Files.writeString(bin.resolve("squeue.queue"), "1_3|RUNNING|node7|None\n2|PENDING||Dep\n");
      shard(run, 1);
      assertThat(assay("submit", "--status", out.toString()).text().lines())
          .containsExactly(
              "shard 1     done               2/2",
              "shard 2     missing            0/2",
              "shard 3     running            0/2  node7",
              "merge       pending                 Dep");
      assertThat(assay(submit(run)).text()).contains("is still queued as job 1 and 2");
      Files.delete(bin.resolve("squeue.queue"));
      List<String> other = new ArrayList<>(run);
      other.addAll(List.of("--temperature", "1"));
      assertThat(assay(submit(other)).text()).contains("another run was submitted from here");
      assertThat(assay(submit(run)).status()).isZero();
      assertThat(asked("sbatch")).hasSize(4);
      assertThat(asked("sbatch").get(0)).contains(" --array=1,2,3 ");
      assertThat(asked("sbatch").get(2)).contains(" --array=2,3 ");
      assertThat(asked("sbatch").get(3)).contains(" --dependency=afterok:3 ");
      Ended early = assay("submit", "--collect", out.toString());
      assertThat(early.status()).isEqualTo(2);
      assertThat(early.text()).contains("shard 2 has 0 of 2 attempts; submit the same command");
      shard(run, 2);
      shard(run, 3);
      assertThat(assay(submit(run)).text()).contains("all parts are finished; merge them with");
      assertThat(assay("submit", "--collect", out.toString()).status()).isZero();
      assertThat(StoredRecords.count(out.resolve("run"))).isEqualTo(6);
      assertThat(assay(submit(run)).text()).contains("is done; see assay submit --collect");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0, false", // done
    "1, 0, true", // the run failed
    "137, 2, true", // killed
    "137, 3, false", // killed too often
    "2, 0, false", // wrong options
    "3, 0, false", // unreadable data
    "70, 0, false", // a fault of the program
  })
  void onlyWhatMayPassIsQueuedAgain(int status, int restarts, boolean again) throws Exception {
    program("assay", "exit " + status);
    Commands.Result printed =
        Commands.run(
            "submit",
            "--slurm",
            "--dry-run",
            "--program",
            bin.resolve("assay").toString(),
            "--shards",
            "2",
            "--out",
            out.toString(),
            "--",
            "--suite",
            "mmlu-pro",
            "--protocol",
            "mmlu-pro/official-local-0shot",
            "--data",
            Suites.questions(folder, 2).toString(),
            "--model",
            "m.gguf");
    String script = printed.out().substring(0, printed.out().indexOf("# " + out + "/merge.sh"));
    Ended ended =
        ended(
            List.of("sh", "-c", script),
            "SLURM_ARRAY_TASK_ID=2",
            "SLURM_ARRAY_JOB_ID=17",
            "SLURM_RESTART_COUNT=" + restarts);
    assertThat(ended.status()).isEqualTo(status);
    assertThat(asked("scontrol")).isEqualTo(again ? List.of("requeue 17_2") : List.of());
  }
}
