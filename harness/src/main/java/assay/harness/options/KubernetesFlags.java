package assay.harness.options;

import assay.harness.help.InGroup;
import assay.harness.help.OptionGroup;
import assay.harness.run.UsageException;
import assay.harness.submit.KubernetesSettings;
import assay.harness.submit.KubernetesSettings.Resources;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import picocli.CommandLine.Option;

/// How Kubernetes is asked.
@InGroup(OptionGroup.KUBERNETES)
public final class KubernetesFlags {
  private static final int LONGEST_NAME = 50;

  @Option(
      names = "--claim",
      paramLabel = "NAME",
      description = "Kubernetes: the claim of the volume that all pods share.")
  private String claim;

  @Option(
      names = "--mount",
      paramLabel = "PATH",
      defaultValue = "/work",
      description =
          "Kubernetes: where the volume is in a pod; relative paths, also --out, start there"
              + " (default: ${DEFAULT-VALUE}).")
  private String mount;

  @Option(
      names = "--secret",
      paramLabel = "NAME",
      description =
          "Kubernetes: a secret whose entries become environment variables, such as"
              + " OPENAI_API_KEY.")
  private String secret;

  @Option(
      names = "--parallelism",
      paramLabel = "N",
      description = "Kubernetes: most pods at once (default: all).")
  private Integer parallelism;

  @Option(names = "--cpu", paramLabel = "N", description = "Kubernetes: processors of a pod.")
  private String cpu;

  @Option(
      names = "--memory",
      paramLabel = "SIZE",
      description = "Kubernetes: memory of a pod, such as 32Gi.")
  private String memory;

  /// Returns where a path lies in a pod.
  public Path inPod(Path path) {
    return Path.of(mount).resolve(path).normalize();
  }

  /// Returns what is asked for.
  ///
  /// @param image with assay
  /// @param out after which the jobs are named
  /// @throws UsageException if something is missing or out of its range
  public KubernetesSettings settings(Optional<String> image, Path out) {
    if (claim == null || image.isEmpty()) {
      throw new UsageException("--kubernetes needs --image IMAGE and --claim NAME");
    }
    if (!mount.startsWith("/") || (parallelism != null && parallelism < 1)) {
      throw new UsageException(
          "--mount is an absolute path and --parallelism at least 1; found %s and %s"
              .formatted(mount, parallelism));
    }
    return new KubernetesSettings(
        name(out),
        image.get(),
        claim,
        mount,
        Optional.ofNullable(secret),
        parallelism == null ? OptionalInt.empty() : OptionalInt.of(parallelism),
        new Resources(Optional.ofNullable(cpu), Optional.ofNullable(memory)));
  }

  private static String name(Path out) {
    String plain =
        String.valueOf(out.normalize().getFileName())
            .toLowerCase(Locale.ROOT)
            .replaceAll("[^a-z0-9]+", "-");
    String cut = ("assay-" + plain).substring(0, Math.min(LONGEST_NAME, 6 + plain.length()));
    return cut.replaceFirst("-+$", "");
  }
}
