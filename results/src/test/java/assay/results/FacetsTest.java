package assay.results;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class FacetsTest {
  @Test
  void theyAreAMapInTheOrderGiven() {
    Map<String, String> given = new LinkedHashMap<>();
    given.put("subject", "algebra");
    given.put("level", "5");
    given.put("area", "");
    Facets facets = Facets.of(given);
    assertThat(facets).isEqualTo(given).hasSameHashCodeAs(given);
    assertThat(facets.keySet()).containsExactly("subject", "level", "area");
    assertThat(facets.get("level")).isEqualTo("5");
    assertThat(facets.get("5")).isNull();
    assertThat(facets.containsKey("area")).isTrue();
  }

  @Test
  void whatIsDoneToTheMapTheyCameFromDoesNotChangeThem() {
    Map<String, String> given = new LinkedHashMap<>(Map.of("level", "5"));
    Facets facets = Facets.of(given);
    given.put("level", "1");
    assertThat(facets).containsExactly(Map.entry("level", "5"));
    assertThat(Facets.of(facets)).isSameAs(facets);
    assertThatThrownBy(() -> facets.put("level", "1"))
        .isInstanceOf(UnsupportedOperationException.class);
  }
}
