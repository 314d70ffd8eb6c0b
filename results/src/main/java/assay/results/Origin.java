package assay.results;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/// What has a name instead of a path, and what that name meant when the run was made.
///
/// @param name as it was given or published, such as `TIGER-Lab/MMLU-Pro` or
///   `hf:Qwen/Qwen2.5-0.5B-Instruct-GGUF:q8_0`
/// @param revision that it meant: a commit, or the digest of the content; empty where none is known
/// @param digests SHA-256 by path of the files whose digest is published
public record Origin(String name, String revision, Map<String, String> digests) {
  public Origin {
    Require.text(name, "name of an origin");
    Objects.requireNonNull(revision);
    digests = Collections.unmodifiableMap(new LinkedHashMap<>(digests));
  }

  /// Returns name and revision in words.
  String words() {
    return revision.isEmpty() ? name : name + " at " + revision;
  }
}
