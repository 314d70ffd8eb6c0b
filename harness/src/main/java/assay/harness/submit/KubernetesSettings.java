package assay.harness.submit;

import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;

/// How Kubernetes is asked.
///
/// @param name of the jobs: lower-case letters, digits and hyphens
/// @param image with assay on the path
/// @param claim of the volume that all pods share
/// @param mount where the volume is; relative paths start there
/// @param secret whose entries become environment variables
/// @param parallelism most pods at once; all without it
/// @param resources that each pod asks for
public record KubernetesSettings(
    String name,
    String image,
    String claim,
    String mount,
    Optional<String> secret,
    OptionalInt parallelism,
    Resources resources) {
  public KubernetesSettings {
    Objects.requireNonNull(secret);
    Objects.requireNonNull(parallelism);
    Objects.requireNonNull(resources);
  }

  /// What a pod needs, in Kubernetes' own units; what is empty is not asked for.
  public record Resources(Optional<String> cpu, Optional<String> memory) {}
}
