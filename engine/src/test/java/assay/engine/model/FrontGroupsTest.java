package assay.engine.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class FrontGroupsTest {
  @Test
  void keepsGroupsThatBeginAlikeApartFromOthers() {
    assertThat(ends(0, 20, 20, 1, 18, 18, 18)).containsExactly(3, 7);
  }

  @Test
  void leavesSequencesAloneThatHaveNothingInCommon() {
    assertThat(ends(0, 0, 0)).containsExactly(1, 2, 3);
  }

  @Test
  void givesSomePagesUpForMoreSequences() {
    assertThat(ends(0, 9, 8, 9)).containsExactly(4);
  }

  /// Against all divisions there are.
  @Test
  void savesAsManyReadsAsAnyDivision() {
    Random random = new Random(20261130);
    for (int i = 0; i < 2000; i++) {
      int[] shared = random.ints(1 + random.nextInt(9), 0, 1 + random.nextInt(6)).toArray();
      int most = 0;
      for (int cuts = 0; cuts < 1 << (shared.length - 1); cuts++) {
        most = Math.max(most, saved(shared, cuts));
      }
      int found = 0;
      int first = 0;
      FrontGroups groups = groups(shared);
      for (int end : ends(shared)) {
        assertThat(groups.common(first)).isEqualTo(common(shared, first, end));
        found += (end - first - 1) * groups.common(first);
        first = end;
      }
      assertThat(first).isEqualTo(shared.length);
      assertThat(found).as("%s", (Object) shared).isEqualTo(most);
    }
  }

  /// @param shared pages that each sequence has in common with the one before
  private static FrontGroups groups(int... shared) {
    FrontGroups groups = new FrontGroups(16);
    groups.add(3);
    groups.clear(); // as if there had been a step before
    for (int pages : shared) {
      groups.add(pages);
    }
    groups.divide();
    return groups;
  }

  private static List<Integer> ends(int... shared) {
    FrontGroups groups = groups(shared);
    List<Integer> ends = new ArrayList<>();
    for (int first = 0; first < shared.length; first = groups.end(first)) {
      ends.add(groups.end(first));
    }
    return ends;
  }

  /// @param cuts a bit for each sequence but the first, set where a group begins with it
  private static int saved(int[] shared, int cuts) {
    int saved = 0;
    int first = 0;
    for (int end = 1; end <= shared.length; end++) {
      if (end == shared.length || (cuts >> (end - 1) & 1) == 1) {
        saved += (end - first - 1) * common(shared, first, end);
        first = end;
      }
    }
    return saved;
  }

  private static int common(int[] shared, int first, int end) {
    int common = Integer.MAX_VALUE;
    for (int i = first + 1; i < end; i++) {
      common = Math.min(common, shared[i]);
    }
    return end - first > 1 ? common : 0;
  }
}
