package assay.harness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.kubernetes.client.openapi.models.V1Container;
import io.kubernetes.client.openapi.models.V1Job;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The jobs for Kubernetes, read by Kubernetes' own classes, which are made of its published schema
/// and refuse fields that it does not have.
final class KubernetesJobsTest {
  private static final String STOP = "a $(HOSTNAME) $$ `b` 'c' \"d\"";

  @TempDir private Path folder;

  private static Commands.Result submit(String... more) {
    List<String> line =
        new ArrayList<>(
            List.of("submit", "--kubernetes", "--print", "--shards", "3", "--out", "runs/Math_1"));
    line.addAll(List.of(more));
    line.addAll(List.of("--", "--suite", "math-500", "--data", "math500.jsonl"));
    line.addAll(List.of("--model", "m.gguf", "--coordinate", "place=" + STOP));
    return Commands.run(line.toArray(String[]::new));
  }

  private static List<V1Job> jobs(String yaml) throws IOException {
    List<V1Job> jobs = new ArrayList<>();
    for (JsonNode job :
        new YAMLMapper().readerFor(JsonNode.class).<JsonNode>readValues(yaml).readAll()) {
      V1Job.validateJsonElement(com.google.gson.JsonParser.parseString(job.toString()));
      jobs.add(V1Job.fromJson(job.toString()));
    }
    return jobs;
  }

  private static List<V1Job> printed(String... more) throws IOException {
    Commands.Result result = submit(more);
    assertThat(result.status()).as(result.err()).isZero();
    return jobs(result.out());
  }

  private static V1Container container(V1Job job) {
    return job.getSpec().getTemplate().getSpec().getContainers().getFirst();
  }

  @Test
  void theIndexIsTheShardAndAFailedOneIsTriedAgain() throws IOException {
    List<V1Job> jobs = printed("--image", "assay:1", "--claim", "models", "--parallelism", "2");
    assertThat(jobs)
        .extracting(job -> job.getMetadata().getName())
        .containsExactly("assay-math-1", "assay-math-1-merge");
    assertThat(jobs).allMatch(job -> job.getApiVersion().equals("batch/v1"));
    V1Job shards = jobs.getFirst();
    assertThat(shards.getSpec().getCompletionMode()).isEqualTo("Indexed");
    assertThat(shards.getSpec().getCompletions()).isEqualTo(3);
    assertThat(shards.getSpec().getParallelism()).isEqualTo(2);
    assertThat(shards.getSpec().getBackoffLimitPerIndex()).isEqualTo(3);
    assertThat(shards.getSpec().getTemplate().getSpec().getRestartPolicy()).isEqualTo("Never");
    assertThat(container(shards).getWorkingDir()).isEqualTo("/work");
  }

  @Test
  void allPodsShareTheVolumeAndTakeSecretsFromOnePlace() throws IOException {
    for (V1Job job :
        printed("--image", "a", "--claim", "models", "--secret", "keys", "--memory", "8Gi")) {
      assertThat(container(job).getEnvFrom().getFirst().getSecretRef().getName()).isEqualTo("keys");
      assertThat(container(job).getEnv()).isNullOrEmpty();
      assertThat(container(job).getVolumeMounts().getFirst().getMountPath()).isEqualTo("/work");
      assertThat(container(job).getResources().getRequests()).containsOnlyKeys("memory");
      assertThat(
              job.getSpec()
                  .getTemplate()
                  .getSpec()
                  .getVolumes()
                  .getFirst()
                  .getPersistentVolumeClaim()
                  .getClaimName())
          .isEqualTo("models");
    }
  }

  /// A shell does what a pod would, after Kubernetes has replaced its variables.
  @Test
  void everyWordReachesTheProgramAsItWasGiven() throws Exception {
    V1Job shards = printed("--image", "a", "--claim", "c", "--mount", "/x").getFirst();
    assertThat(started(shards, "1").lines())
        .containsExactly(
            "run",
            "--suite",
            "math-500",
            "--data",
            "math500.jsonl",
            "--model",
            "m.gguf",
            "--coordinate",
            "place=" + STOP,
            "--resume",
            "--shard",
            "2/3",
            "--out",
            "/x/runs/Math_1/shards/2");
  }

  @Test
  void theMergeWaitsForTheShardsAndLeavesNoHalfRun() throws Exception {
    String mount = folder.resolve("volume").toString();
    Path runs = Files.createDirectories(folder.resolve("volume/runs/Math_1/run.part/old"));
    V1Job merge = printed("--image", "a", "--claim", "c", "--mount", mount).getLast();
    // The first time that it is asked to merge, a shard is missing.
    String program =
        """
        #!/bin/sh
        for out; do :; done
        mkdir "$out" || exit 70
        [ -e %1$s/asked ] || { : >%1$s/asked; exit 2; }
        echo whole >"$out/manifest.json"
        """
            .formatted(folder);
    started(merge, "", program);
    Path part = runs.getParent();
    assertThat(part.resolveSibling("run/manifest.json")).hasContent("whole");
    assertThat(part).doesNotExist();
  }

  private String started(V1Job job, String index) throws Exception {
    return started(job, index, "#!/bin/sh\nprintf '%s\\n' \"$@\"\n");
  }

  private String started(V1Job job, String index, String program) throws Exception {
    Path bin = Files.createDirectories(folder.resolve("bin"));
    for (String each : List.of("assay", "sleep")) {
      Path file =
          Files.writeString(
              bin.resolve(each), each.equals("assay") ? program : "#!/bin/sh\nexit 0\n");
      assertThat(file.toFile().setExecutable(true)).isTrue();
    }
    List<String> words = new ArrayList<>(container(job).getCommand());
    words.addAll(container(job).getArgs());
    words.replaceAll(word -> word.replace("$$", "$"));
    ProcessBuilder pod = new ProcessBuilder(words).redirectErrorStream(true);
    pod.environment().put("JOB_COMPLETION_INDEX", index);
    pod.environment().put("PATH", bin + ":" + System.getenv("PATH"));
    Process process = pod.start();
    String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(text).isZero();
    return text;
  }

  @Test
  void theSchemaRefusesWhatItDoesNotHave() {
    String yaml = submit("--image", "a", "--claim", "c").out();
    assertThatThrownBy(() -> jobs(yaml.replace("backoffLimitPerIndex", "backoffLimitPerShard")))
        .hasMessageContaining("backoffLimitPerShard");
    assertThatThrownBy(() -> jobs(yaml.replace("claimName:", "claim:")))
        .hasMessageContaining("claim");
  }

  @Test
  void whatIsMissingIsTold() {
    assertThat(submit("--image", "a").err())
        .isEqualTo("assay: --kubernetes needs --image IMAGE and --claim NAME\n");
    assertThat(
            Commands.run(
                    "submit",
                    "--kubernetes",
                    "--shards",
                    "2",
                    "--out",
                    "x",
                    "--",
                    "--suite",
                    "math-500",
                    "--model",
                    "m")
                .err())
        .contains("--kubernetes needs --print");
    Commands.Result secret =
        Commands.run(
            "submit",
            "--kubernetes",
            "--print",
            "--shards",
            "2",
            "--image",
            "a",
            "--claim",
            "c",
            "--out",
            "x",
            "--",
            "--suite",
            "math-500",
            "--model",
            "http://user:sekret@host/v1#m");
    assertThat(secret.status()).isEqualTo(2);
    assertThat(secret.out() + secret.err()).doesNotContain("sekret");
  }
}
