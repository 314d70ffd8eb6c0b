package assay.harness.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import assay.harness.run.StratifiedDraw.Candidate;
import assay.results.Draw;
import assay.results.Draw.Stratum;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class StratifiedDrawTest {
  private static final List<Candidate> CANDIDATES = candidates();

  /// 50 of algebra, 30 of biology and 20 of chess, each of one of two levels.
  private static List<Candidate> candidates() {
    List<Candidate> all = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      String category = i % 10 < 5 ? "algebra" : i % 10 < 8 ? "biology" : "chess";
      all.add(new Candidate("id" + i, Map.of("category", category, "level", i < 20 ? "1" : "2")));
    }
    return all;
  }

  private static Draw draw(int samples, long seed, String facet) {
    return StratifiedDraw.of(CANDIDATES, new Selection.Drawn(samples, seed, Optional.of(facet)))
        .orElseThrow();
  }

  private static List<String> drawn(Draw draw) {
    return draw.strata().stream().flatMap(stratum -> stratum.drawn().stream()).toList();
  }

  @Test
  void sharesAreInProportionByLargestRemainder() {
    assertThat(draw(11, 0, "category").strata())
        .extracting(Stratum::value, Stratum::size, stratum -> stratum.drawn().size())
        .containsExactly(tuple("algebra", 50, 6), tuple("biology", 30, 3), tuple("chess", 20, 2));
    assertThat(draw(20, 0, "level").strata())
        .extracting(stratum -> stratum.drawn().size())
        .containsExactly(4, 16);
  }

  @Test
  void everyDrawnSampleIsOfItsGroupAndDrawnOnce() {
    Draw draw = draw(37, 5, "category");
    assertThat(drawn(draw)).hasSize(37).doesNotHaveDuplicates();
    draw.strata()
        .forEach(
            stratum ->
                stratum
                    .drawn()
                    .forEach(
                        id ->
                            assertThat(CANDIDATES)
                                .filteredOn(each -> each.id().equals(id))
                                .extracting(each -> each.facets().get("category"))
                                .containsExactly(stratum.value())));
  }

  @Test
  void groupsThatWouldGetFewerThanTwoAreOne() {
    Draw draw = draw(8, 0, "category");
    assertThat(draw.strata())
        .extracting(Stratum::value)
        .containsExactly("algebra", "biology, chess");
    assertThat(draw.strata()).extracting(Stratum::size).containsExactly(50, 50);
    assertThat(draw(1, 0, "category").strata()).hasSize(1);
  }

  @Test
  void aSeedFixesTheDrawAndALargerOneKeepsIt() {
    assertThat(draw(20, 3, "category")).isEqualTo(draw(20, 3, "category"));
    assertThat(drawn(draw(20, 3, "category"))).isNotEqualTo(drawn(draw(20, 4, "category")));
    assertThat(drawn(draw(40, 3, "category"))).containsAll(drawn(draw(20, 3, "category")));
  }

  @Test
  void equalRatesGiveEqualWeightsAndOthersStandForTheirGroup() {
    assertThat(draw(20, 0, "category").weights().values()).containsOnly(1.0);
    Draw uneven = draw(11, 0, "category");
    assertThat(uneven.strata().getFirst().weight()).isEqualTo(50.0 / 6);
    assertThat(uneven.weights().values().stream().mapToDouble(each -> each).sum())
        .isCloseTo(11, within(1e-9));
  }

  @Test
  void allAreNoDrawAndAnUnknownFacetIsRefused() {
    assertThat(StratifiedDraw.of(CANDIDATES, new Selection.Drawn(100, 0, Optional.empty())))
        .isEmpty();
    assertThatThrownBy(() -> draw(10, 0, "colour"))
        .isInstanceOf(UsageException.class)
        .hasMessageStartingWith("--limit-by colour: the samples differ in ")
        .hasMessageContaining("category");
  }
}
