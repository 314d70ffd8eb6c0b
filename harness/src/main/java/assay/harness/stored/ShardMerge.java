package assay.harness.stored;

import assay.harness.run.ManifestDifference;
import assay.harness.run.UsageException;
import assay.results.AttemptPicks;
import assay.results.Billing;
import assay.results.CallLimits;
import assay.results.RunManifest;
import assay.results.SampleRecord;
import assay.results.SampleRecord.AttemptKey;
import assay.results.Shard;
import assay.results.Work;
import assay.results.store.PicksWriter;
import assay.results.store.RecordWriter;
import assay.results.store.RunDirectory;
import assay.results.store.SyncPolicy;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// Puts the shards of a run together: the result is the run that one machine would have made, its
/// records in the order of the samples.
///
/// Nothing is written before all shards are known to be of one run, each there once and finished.
/// The records of one shard are in memory at a time.
public final class ShardMerge {
  private final List<RunDirectory> shards;

  private ShardMerge(List<RunDirectory> shards) {
    this.shards = shards;
  }

  /// Returns what a shard's manifest says beside its shard, for those who read deviations.
  public static String deviation(Shard shard) {
    return "shard %s".formatted(shard);
  }

  /// Checks that runs are the shards of one run.
  ///
  /// @throws UsageException if one is no shard, is there twice, is missing, is not finished, or
  ///   measures something else
  public static ShardMerge of(List<RunDirectory> runs) {
    Map<Integer, RunDirectory> byNumber = new HashMap<>();
    RunDirectory first = runs.getFirst();
    int of = shard(first).of();
    for (RunDirectory run : runs) {
      Shard shard = shard(run);
      requireSame(first, run);
      if (shard.of() != of) {
        throw new UsageException(
            "%s is shard %s and %s shard %s: they are cut differently"
                .formatted(first.path(), shard(first), run.path(), shard));
      }
      RunDirectory other = byNumber.put(shard.number(), run);
      if (other != null) {
        throw new UsageException(
            "%s and %s are both shard %s".formatted(other.path(), run.path(), shard));
      }
      requireFinished(run);
    }
    List<RunDirectory> ordered = new ArrayList<>();
    for (int number = 1; number <= of; number++) {
      if (!byNumber.containsKey(number)) {
        throw new UsageException("shard %d/%d is missing".formatted(number, of));
      }
      ordered.add(byNumber.get(number));
    }
    return new ShardMerge(ordered);
  }

  private static Shard shard(RunDirectory run) {
    return run.manifest()
        .dataset()
        .shard()
        .orElseThrow(
            () -> new UsageException(run.path() + " is a whole run and no shard (--shard I/N)"));
  }

  private static void requireSame(RunDirectory one, RunDirectory other) {
    List<String> differences =
        ManifestDifference.between(whole(one.manifest()), whole(other.manifest()));
    if (!differences.isEmpty()) {
      throw new UsageException(
          "%s and %s are shards of different runs; they differ in %s"
              .formatted(one.path(), other.path(), String.join(", ", differences)));
    }
  }

  private static void requireFinished(RunDirectory run) {
    long wanted =
        (long) run.manifest().dataset().asked().size() * run.manifest().settings().attempts();
    long there;
    try (Stream<SampleRecord> records = run.records()) {
      there = records.map(SampleRecord::key).distinct().count();
    }
    if (there != wanted) {
      throw new UsageException(
          "%s has %d of %d attempts; finish it with --resume first"
              .formatted(run.path(), there, wanted));
    }
  }

  private static RunManifest whole(RunManifest shard) {
    List<String> deviations = new ArrayList<>(shard.deviations());
    shard.dataset().shard().map(ShardMerge::deviation).ifPresent(deviations::remove);
    return shard.over(shard.dataset().only(Optional.empty()), deviations);
  }

  /// Writes the run.
  ///
  /// @throws java.nio.file.FileAlreadyExistsException if the folder holds a run already
  public RunDirectory write(Path folder) throws IOException {
    RunManifest manifest = whole(shards.getFirst().manifest());
    RunDirectory merged =
        RunDirectory.create(
            folder,
            manifest.in(
                manifest.circumstances().billed(billing()).worked(work()).within(limits())));
    try (RecordWriter records = merged.writer(SyncPolicy.DEFAULT);
        PicksWriter experts = merged.expertsWriter()) {
      for (RunDirectory shard : shards) {
        Map<AttemptKey, AttemptPicks> picks = picks(shard);
        for (SampleRecord record : inOrder(shard)) {
          Optional.ofNullable(picks.get(record.key())).ifPresent(experts::append);
          records.append(record);
        }
      }
    }
    return merged;
  }

  private Optional<Billing> billing() {
    try {
      return shards.stream().flatMap(shard -> shard.billing().stream()).reduce(Billing::plus);
    } catch (IllegalArgumentException e) {
      throw new UsageException("the shards were paid in different currencies", e);
    }
  }

  private Optional<Work> work() {
    return shards.stream()
        .flatMap(shard -> shard.manifest().circumstances().work().stream())
        .reduce(Work::plus);
  }

  private List<CallLimits> limits() {
    return shards.stream()
        .flatMap(shard -> shard.manifest().circumstances().limits().stream())
        .toList();
  }

  private static List<SampleRecord> inOrder(RunDirectory shard) {
    // The last record of an attempt counts, as in every reader.
    Map<AttemptKey, SampleRecord> last = new HashMap<>();
    try (Stream<SampleRecord> records = shard.records()) {
      records.forEach(record -> last.put(record.key(), record));
    }
    return last.values().stream()
        .sorted(
            Comparator.comparingInt(SampleRecord::index).thenComparingInt(SampleRecord::attempt))
        .toList();
  }

  private static Map<AttemptKey, AttemptPicks> picks(RunDirectory shard) {
    Map<AttemptKey, AttemptPicks> picks = new HashMap<>();
    try (Stream<AttemptPicks> all = shard.experts()) {
      all.forEach(each -> picks.put(each.key(), each));
    }
    return picks;
  }
}
