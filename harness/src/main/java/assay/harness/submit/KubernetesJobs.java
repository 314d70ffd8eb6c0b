package assay.harness.submit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/// A run in parts as two jobs of Kubernetes (`batch/v1`, 1.33 or newer): an Indexed Job, whose
/// completion index is the shard, and one that merges when all shards are there.
///
/// A pod that failed or was evicted is begun again for its index and goes on behind what is stored;
/// one that says that its options or data are wrong is not.
public final class KubernetesJobs {
  private static final int RETRIES = 3;

  /// Statuses of wrong usage and of wrong data, with which a pod would always end.
  private static final List<Integer> HOPELESS = List.of(2, 3);

  /// Shards that never come must not be waited for without end.
  private static final int WEEK_SECONDS = 7 * 24 * 60 * 60;

  private static final String SHARD =
      """
      shards=$1
      folder=$2
      shift 2
      shard=$((JOB_COMPLETION_INDEX + 1))
      exec "$@" --shard "$shard/$shards" --out "$folder/$shard"
      """;

  private static final String MERGE =
      """
      part=$1
      whole=$2
      shift 2
      until [ -e "$whole" ]; do
        rm -rf "$part"
        if "$@"; then mv "$part" "$whole"; else sleep 60; fi
      done
      """;

  private final ShardedRun run;
  private final KubernetesSettings settings;

  /// Creates the jobs of a run, whose folder is below the shared volume.
  public KubernetesJobs(ShardedRun run, KubernetesSettings settings) {
    this.run = run;
    this.settings = settings;
  }

  /// Returns both jobs as YAML, for `kubectl apply -f -`.
  public String yaml() {
    YAMLMapper mapper =
        YAMLMapper.builder()
            .enable(YAMLGenerator.Feature.LITERAL_BLOCK_STYLE)
            .disable(YAMLGenerator.Feature.SPLIT_LINES)
            .build();
    try {
      return mapper.writeValueAsString(shards()) + mapper.writeValueAsString(merge());
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  private ObjectNode shards() {
    List<String> words = new ArrayList<>(List.of(String.valueOf(run.shards())));
    words.add(run.shardFolder().toString());
    words.addAll(run.run());
    ObjectNode job = job("");
    ObjectNode spec = job.putObject("spec");
    spec.put("completionMode", "Indexed").put("completions", run.shards());
    spec.put("parallelism", settings.parallelism().orElse(run.shards()));
    spec.put("backoffLimitPerIndex", RETRIES);
    ObjectNode rule = spec.putObject("podFailurePolicy").putArray("rules").addObject();
    rule.put("action", "FailIndex");
    ObjectNode statuses = rule.putObject("onExitCodes").put("containerName", "assay");
    statuses.put("operator", "In");
    HOPELESS.forEach(statuses.putArray("values")::add);
    spec.set("template", template(SHARD, words));
    return job;
  }

  private ObjectNode merge() {
    List<String> words =
        new ArrayList<>(List.of(run.merging().toString(), run.merged().toString()));
    words.addAll(run.merge());
    ObjectNode job = job("-merge");
    ObjectNode spec = job.putObject("spec").put("backoffLimit", RETRIES);
    spec.put("activeDeadlineSeconds", WEEK_SECONDS);
    spec.set("template", template(MERGE, words));
    return job;
  }

  private ObjectNode job(String suffix) {
    ObjectNode job = JsonNodeFactory.instance.objectNode().put("apiVersion", "batch/v1");
    job.put("kind", "Job");
    ObjectNode metadata = job.putObject("metadata").put("name", settings.name() + suffix);
    metadata.putObject("labels").put("app.kubernetes.io/name", "assay");
    return job;
  }

  private ObjectNode template(String script, List<String> words) {
    ObjectNode template = JsonNodeFactory.instance.objectNode();
    ObjectNode spec = template.putObject("spec").put("restartPolicy", "Never");
    ObjectNode container = spec.putArray("containers").addObject().put("name", "assay");
    container.put("image", settings.image()).put("workingDir", settings.mount());
    texts(container.putArray("command"), List.of("sh", "-euc", script, "assay"));
    texts(container.putArray("args"), words);
    settings
        .secret()
        .ifPresent(
            name ->
                container.putArray("envFrom").addObject().putObject("secretRef").put("name", name));
    resources(container);
    ObjectNode mount = container.putArray("volumeMounts").addObject();
    mount.put("name", "shared").put("mountPath", settings.mount());
    ObjectNode volume = spec.putArray("volumes").addObject().put("name", "shared");
    volume.putObject("persistentVolumeClaim").put("claimName", settings.claim());
    return template;
  }

  private void resources(ObjectNode container) {
    KubernetesSettings.Resources wanted = settings.resources();
    if (wanted.cpu().isPresent() || wanted.memory().isPresent()) {
      ObjectNode requests = container.putObject("resources").putObject("requests");
      wanted.cpu().ifPresent(cpu -> requests.put("cpu", cpu));
      wanted.memory().ifPresent(memory -> requests.put("memory", memory));
    }
  }

  /// Kubernetes takes `$(NAME)` for a variable and `$$` for a dollar sign.
  private static void texts(ArrayNode list, List<String> words) {
    words.forEach(word -> list.add(word.replace("$", "$$")));
  }
}
