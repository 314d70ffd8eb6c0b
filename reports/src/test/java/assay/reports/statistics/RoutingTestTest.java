package assay.reports.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class RoutingTestTest {
  private static final int[] WIDTHS = {0, 4};

  /// By hand: the divergence of (1, 0) from (1/2, 1/2) is half of log2(4/3) and half of (log2(2/3)
  /// + log2 2) / 2.
  @Test
  void computesTheDivergenceOfJensenAndShannon() {
    List<String> names = new ArrayList<>();
    List<int[]> counts = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      names.add(i % 2 == 0 ? "a" : "b");
      counts.add(i % 2 == 0 ? new int[] {5, 0, 0, 0} : new int[] {0, 0, 0, 9});
    }
    double log2 = Math.log(2);
    double expected = Math.log(4 / 3.0) / log2 / 2 + (Math.log(2 / 3.0) / log2 + 1) / 4;
    List<RoutingTest.Group> groups = RoutingTest.of(WIDTHS, names, counts);
    assertThat(groups).extracting(RoutingTest.Group::name).containsExactly("a", "b");
    assertThat(groups.getFirst().divergence()).isCloseTo(expected, within(1e-6));
    assertThat(groups.getFirst().adjustedP()).isEqualTo(0.002);
  }

  /// Items of one kind in three groups: a false alarm in any group at most about one time in
  /// twenty. 100 runs; 12 or more alarms would have a chance of 0.4 % at 5 %.
  @Test
  void keepsItsRateOfFalseAlarms() {
    Random random = new Random(20261125);
    int alarms = 0;
    for (int run = 0; run < 100; run++) {
      List<String> names = new ArrayList<>();
      List<int[]> counts = new ArrayList<>();
      for (int i = 0; i < 45; i++) {
        names.add("g" + random.nextInt(3));
        int lean = random.nextInt(10);
        counts.add(new int[] {1 + lean, 10 - lean, random.nextInt(8), 3});
      }
      alarms +=
          RoutingTest.of(WIDTHS, names, counts).stream().anyMatch(g -> g.adjustedP() < 0.05)
              ? 1
              : 0;
    }
    assertThat(alarms).isLessThan(12);
  }

  @Test
  void needsTwoGroups() {
    assertThat(RoutingTest.of(WIDTHS, List.of("a"), List.of(new int[] {1, 2, 3, 4}))).isEmpty();
  }
}
