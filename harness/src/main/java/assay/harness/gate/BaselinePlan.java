package assay.harness.gate;

import assay.harness.run.RunPlan;
import assay.harness.run.Selection;
import assay.harness.run.UsageException;
import assay.results.RunManifest;
import assay.results.RunManifest.ProtocolIdentity;
import assay.results.RunManifest.Row;
import assay.tasks.DataException;
import assay.tasks.Protocol;
import assay.tasks.Task;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// What a baseline was asked, to be asked another model: the same rows with the same content, by
/// the same version of the same protocol, with the same settings and scorers. Whatever is not the
/// same is refused.
public final class BaselinePlan {
  private static final int NAMED = 5;

  private BaselinePlan() {}

  /// Returns the task with the baseline's name for its figure.
  ///
  /// @param task the baseline's suite and protocol over the data that is there now
  /// @throws UsageException if the protocol is another by now, or the baseline was imported
  /// @throws DataException if rows are missing or have other content
  public static Task task(Task task, RunManifest baseline) {
    requireSameProtocol(task.protocol(), baseline.protocol());
    requireSameRows(rows(task, baseline), baseline);
    return task.in(baseline.dataset().window());
  }

  private static RunPlan rows(Task task, RunManifest baseline) {
    try {
      return RunPlan.of(task, selection(baseline), baseline.settings(), List.of());
    } catch (UsageException e) {
      throw DataException.inFile(
              task.dataset().source(),
              "has not all rows of the baseline, which was made over %s with SHA-256 %s (%s). Name"
                      .formatted(
                          baseline.dataset().source(), baseline.dataset().digest(), e.getMessage())
                  + " that file with --data")
          .causedBy(e);
    }
  }

  /// Returns the baseline's rows.
  public static Selection selection(RunManifest baseline) {
    Set<String> ids = new LinkedHashSet<>();
    baseline.dataset().rows().forEach(row -> ids.add(row.id()));
    return Selection.of(ids);
  }

  /// Refuses a baseline that was made by another protocol, or another version of it.
  ///
  /// @throws UsageException if it was
  private static void requireSameProtocol(Protocol now, ProtocolIdentity then) {
    if (!now.name().equals(then.name()) || !now.version().equals(then.version())) {
      throw new UsageException(
          "the baseline was made by %s version %s, this program has %s version %s: the candidate would be asked something else. Make the baseline anew with `assay run`"
              .formatted(then.name(), then.version(), now.name(), now.version()));
    }
    if (then.padding().isPresent()) {
      throw new UsageException(
          "the baseline's prompts were padded (%s), which a candidate that is a model is not. Run the candidate with the same padding, and hold the finished run against the baseline"
              .formatted(then.padding().get().words()));
    }
    if (!now.materials().equals(then.materials())) {
      throw new UsageException(
          "the baseline's prompts were made of other files (SHA-256 %s, now %s). Name the same with --shots"
              .formatted(then.materials(), now.materials()));
    }
  }

  /// A digest that is cut short, as in a baseline file, is compared as far as it goes.
  private static void requireSameRows(RunPlan plan, RunManifest baseline) {
    Map<String, String> digests =
        baseline.dataset().rows().stream().collect(Collectors.toMap(Row::id, Row::digest));
    Set<String> changed = new TreeSet<>();
    for (Row row : plan.rows()) {
      if (!row.digest().startsWith(digests.get(row.id()))) {
        changed.add(row.id());
      }
    }
    if (!changed.isEmpty()) {
      throw DataException.inFile(
          plan.task().dataset().source(),
          "%d of the baseline's %d rows have other content now, such as %s: this is another revision of %s. Name the baseline's data with --data"
              .formatted(
                  changed.size(),
                  digests.size(),
                  String.join(", ", changed.stream().limit(NAMED).toList()),
                  baseline.dataset().source()));
    }
  }
}
