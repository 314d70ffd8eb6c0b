package assay.reports.doubt;

import java.util.Objects;
import java.util.Optional;

/// A question that is no sure measure of an answer.
///
/// @param task the suite that it is of
/// @param id of the sample
/// @param source who says so, and where
/// @param reason its kind, and after `: ` what else is known; questions are counted by kind
/// @param key the only reference answer that is in doubt, where the source says so: a question
///   whose run has another is not
public record DoubtfulKey(
    String task, String id, String source, String reason, Optional<String> key) {
  /// The kind of a question that has more right answers than its tests take.
  public static final String SEVERAL_ANSWERS = "accepts several answers";

  public DoubtfulKey {
    require(task, "task");
    require(id, "id");
    require(source, "source");
    require(reason, "reason");
    Objects.requireNonNull(key);
  }

  /// Returns the reason without what is known beyond its kind.
  public String kind() {
    int colon = reason.indexOf(": ");
    return colon < 0 ? reason : reason.substring(0, colon);
  }

  /// Returns whether this reference answer of the question is the one in doubt.
  boolean doubts(String target) {
    return key.isEmpty() || key.get().equals(target);
  }

  private static void require(String text, String name) {
    if (text.isBlank()) {
      throw new IllegalArgumentException("has no " + name);
    }
  }
}
