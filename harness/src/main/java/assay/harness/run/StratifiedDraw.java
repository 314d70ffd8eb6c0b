package assay.harness.run;

import assay.reports.run.FacetGroups;
import assay.results.Digests;
import assay.results.Draw;
import assay.results.Draw.Stratum;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;

/// Draws samples from groups of like ones in proportion to the groups' sizes, by largest remainder.
///
/// Of a group those are drawn whose SHA-256 of seed and id is smallest: a random choice that
/// depends on nothing else, so that it is the same everywhere, and a larger draw mostly has the
/// samples of a smaller one. Groups that would get fewer than two samples are put together,
/// smallest first, as no group may be left out and the spread within one takes two to be seen.
final class StratifiedDraw {
  private static final int LEAST = 2;
  private static final int MOST_STRATA = 100;
  private static final String WHOLE = "no facet";

  private StratifiedDraw() {}

  /// What a sample is drawn by.
  record Candidate(String id, Map<String, String> facets) {}

  /// Returns what is drawn; empty where all are asked for anyway.
  ///
  /// @throws UsageException if the samples have no such facet
  static Optional<Draw> of(List<Candidate> candidates, Selection.Drawn asked) {
    if (asked.samples() >= candidates.size()) {
      return Optional.empty();
    }
    FacetGroups<Candidate> grouped = grouped(candidates, asked);
    List<Group> groups = pooled(groups(grouped, candidates), asked.samples(), candidates.size());
    int[] shares = shares(groups, asked.samples(), candidates.size());
    return Optional.of(
        new Draw(
            grouped.facet(),
            asked.seed(),
            IntStream.range(0, groups.size())
                .mapToObj(i -> groups.get(i).draw(shares[i], asked.seed()))
                .toList()));
  }

  private record Group(String value, List<String> ids) {
    Group with(Group other) {
      List<String> both = new ArrayList<>(ids);
      both.addAll(other.ids);
      return new Group(value + ", " + other.value, both);
    }

    double quota(int drawn, int of) {
      return (double) drawn * ids.size() / of;
    }

    Stratum draw(int count, long seed) {
      Map<String, String> byLot = new TreeMap<>();
      ids.forEach(id -> byLot.put(Digests.ofText(seed + " " + id), id));
      return new Stratum(value, ids.size(), byLot.values().stream().limit(count).toList());
    }
  }

  private static FacetGroups<Candidate> grouped(List<Candidate> candidates, Selection.Drawn asked) {
    List<FacetGroups<Candidate>> all =
        FacetGroups.all(candidates, Candidate::facets).stream()
            .filter(each -> each.groups().size() <= MOST_STRATA)
            .toList();
    Optional<FacetGroups<Candidate>> chosen =
        all.stream()
            .filter(each -> asked.facet().isEmpty() || asked.facet().get().equals(each.facet()))
            .findFirst();
    if (chosen.isEmpty() && asked.facet().isPresent()) {
      throw new UsageException(
          "--limit-by %s: the samples differ in %s"
              .formatted(
                  asked.facet().get(),
                  all.isEmpty()
                      ? "no facet"
                      : String.join(", ", all.stream().map(FacetGroups::facet).toList())));
    }
    return chosen.orElseGet(() -> new FacetGroups<>(WHOLE, Map.of()));
  }

  /// Samples without the facet are a group of their own.
  private static List<Group> groups(FacetGroups<Candidate> grouped, List<Candidate> candidates) {
    List<Group> groups = new ArrayList<>();
    Set<Candidate> rest = new LinkedHashSet<>(candidates);
    grouped
        .groups()
        .forEach(
            (value, members) -> {
              groups.add(new Group(value, members.stream().map(Candidate::id).toList()));
              members.forEach(rest::remove);
            });
    if (!rest.isEmpty()) {
      groups.add(
          new Group(groups.isEmpty() ? "all" : "none", rest.stream().map(Candidate::id).toList()));
    }
    return groups;
  }

  private static List<Group> pooled(List<Group> groups, int drawn, int of) {
    List<Group> pooled = new ArrayList<>(groups);
    Comparator<Group> bySize = Comparator.comparingInt(group -> group.ids().size());
    while (pooled.size() > 1
        && pooled.stream().min(bySize).orElseThrow().quota(drawn, of) < LEAST) {
      Group smallest = pooled.stream().min(bySize).orElseThrow();
      pooled.remove(smallest);
      Group next = pooled.stream().min(bySize).orElseThrow();
      pooled.set(pooled.indexOf(next), next.with(smallest));
    }
    return pooled;
  }

  private static int[] shares(List<Group> groups, int drawn, int of) {
    int[] shares = new int[groups.size()];
    int left = drawn;
    for (int i = 0; i < shares.length; i++) {
      shares[i] = (int) ((long) drawn * groups.get(i).ids().size() / of);
      left -= shares[i];
    }
    IntStream.range(0, shares.length)
        .boxed()
        .sorted(Comparator.comparingLong(i -> -((long) drawn * groups.get(i).ids().size() % of)))
        .limit(left)
        .forEach(i -> shares[i]++);
    return shares;
  }
}
