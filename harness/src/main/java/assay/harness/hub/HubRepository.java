package assay.harness.hub;

import assay.harness.run.UsageException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// A repository of the hub at a revision.
///
/// @param kind what it holds
/// @param name such as `TIGER-Lab/MMLU-Pro`
/// @param revision a branch, a tag, or a commit in 40 hexadecimal digits
public record HubRepository(Kind kind, String name, String revision) {
  /// The revision of who names none.
  public static final String MAIN = "main";

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][\\w.-]*(/[A-Za-z0-9][\\w.-]*)?");
  private static final Pattern REVISION = Pattern.compile("[\\w][\\w./-]*");
  private static final Pattern COMMIT = Pattern.compile("[0-9a-f]{40}");

  /// What a repository holds.
  public enum Kind {
    MODEL("models", ""),
    DATASET("datasets", "datasets/");

    private final String plural;
    private final String prefix;

    Kind(String plural, String prefix) {
      this.plural = plural;
      this.prefix = prefix;
    }
  }

  /// Checks that name and revision can be parts of an address and of a path.
  ///
  /// @throws UsageException if they cannot
  public HubRepository {
    Objects.requireNonNull(kind);
    if (!NAME.matcher(name).matches() || name.contains("..") || name.contains("--")) {
      throw new UsageException(
          "hf:%s: not the name of a repository; write it as on the hub, such as hf:Qwen/Qwen2.5-0.5B-Instruct"
              .formatted(name));
    }
    if (!REVISION.matcher(revision).matches() || revision.contains("..")) {
      throw new UsageException("hf:%s@%s: not a revision".formatted(name, revision));
    }
  }

  /// Returns whether the revision is a commit, which never means something else.
  boolean isCommit() {
    return COMMIT.matcher(revision).matches();
  }

  /// Returns the name of its folder in a cache.
  String folder() {
    return kind.plural + "--" + name.replace("/", "--");
  }

  /// Returns where the hub gives out a file.
  String resolve(String path) {
    return "/%s%s/resolve/%s/%s".formatted(kind.prefix, name, encoded(revision), segments(path));
  }

  /// Returns where the hub lists the files.
  String tree() {
    return "/api/%s/%s/tree/%s?recursive=true".formatted(kind.plural, name, encoded(revision));
  }

  private static String segments(String path) {
    return Arrays.stream(path.split("/"))
        .map(HubRepository::encoded)
        .collect(Collectors.joining("/"));
  }

  private static String encoded(String part) {
    return URLEncoder.encode(part, StandardCharsets.UTF_8).replace("+", "%20");
  }

  @Override
  public String toString() {
    return name + "@" + revision;
  }
}
