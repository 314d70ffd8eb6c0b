package assay.harness.endpoint;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// The names under which an endpoint answers: one that is not what was asked for, or a second one,
/// as behind a router, makes a score that of another model. Thread-safe.
final class ModelNames {
  private final String asked;
  private final Set<String> seen = new LinkedHashSet<>();
  private final List<String> news = new ArrayList<>();

  ModelNames(String asked) {
    this.asked = asked;
  }

  /// Notes who answered.
  ///
  /// @param name in the server's words; empty where it does not say
  synchronized void add(String name) {
    if (name.isEmpty() || !seen.add(name)) {
      return;
    }
    if (seen.size() > 1) {
      news.add(
          "warning: the endpoint answers under several names: %s; each record has its own"
              .formatted(String.join(", ", seen)));
    } else if (!name.equals(asked)) {
      news.add(
          "warning: asked for model %s, the endpoint answers as %s; records have the name"
              .formatted(asked, name));
    }
  }

  /// Returns what was not told yet.
  synchronized List<String> news() {
    List<String> told = List.copyOf(news);
    news.clear();
    return told;
  }
}
