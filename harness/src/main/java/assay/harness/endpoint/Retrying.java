package assay.harness.endpoint;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// The calls that failed and are tried again, so that nobody wonders what a run waits for.
/// Thread-safe.
final class Retrying {
  private final Map<Object, String> problems = new LinkedHashMap<>();

  /// Notes why a call is tried again.
  synchronized void add(Object call, String problem) {
    problems.remove(call);
    problems.put(call, problem);
  }

  /// Notes that a call has ended.
  synchronized void remove(Object call) {
    problems.remove(call);
  }

  /// Returns how many calls there are and the last one's problem, in words; empty if there is none.
  synchronized Optional<String> words() {
    return problems.values().stream()
        .reduce((earlier, later) -> later)
        .map(
            last ->
                problems.size() == 1
                    ? "trying a call again: " + last
                    : "trying %d calls again: %s".formatted(problems.size(), last));
  }
}
