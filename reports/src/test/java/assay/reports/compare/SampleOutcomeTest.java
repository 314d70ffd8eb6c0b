package assay.reports.compare;

import static org.assertj.core.api.Assertions.assertThat;

import assay.reports.run.Verdict;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

final class SampleOutcomeTest {
  /// `Map.copyOf` has another order in every process, and with it every report had.
  @Test
  void facetsKeepTheOrderOfTheRecords() {
    Map<String, String> facets = new LinkedHashMap<>();
    for (String name : List.of("subject", "level", "difficulty", "month", "source", "language")) {
      facets.put(name, "one");
    }
    SampleOutcome outcome =
        new SampleOutcome(
            "q0",
            "digest",
            facets,
            List.of(
                new SampleOutcome.Attempt(
                    new Verdict.Correct("rule"), OptionalInt.empty(), 1, false)));
    assertThat(outcome.facets().keySet())
        .containsExactly("subject", "level", "difficulty", "month", "source", "language");
  }
}
