package assay.tasks.gpqa;

import static org.assertj.core.api.Assertions.assertThat;

import assay.results.GenerationSettings;
import assay.results.Sample;
import assay.tasks.Demo;
import assay.tasks.SharedData;
import assay.tasks.Task;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// The letters are those of Python's `random.Random(0)`: `rng.sample(range(4), 4)` for each of 24
/// questions, four times, and where 0 came to stand.
final class GpqaTest {
  private static final Path DATA = Demo.file("gpqa/gpqa_standin.csv");
  private static final List<String> LETTERS =
      List.of(
          "CDCBCCCDACADADCBCBAABDCB",
          "BDAAAACCCACBDCBAADAADCDA",
          "BDDCDABADAACCCDCACDBADCB",
          "CABDACAADAADCACABBBCBDCA");

  private static Task task() {
    return new Gpqa().task(SharedData.request(DATA, "gpqa-diamond/simple-evals"));
  }

  private static List<String> options(Sample sample) {
    return ((Sample.Choices) sample.extras()).options();
  }

  @Test
  void eachAttemptHasTheOrderThatSimpleEvalsDraws() {
    for (int attempt = 0; attempt < LETTERS.size(); attempt++) {
      Task task = task();
      int asked = attempt;
      assertThat(
              Demo.samples(task).stream()
                  .map(sample -> task.dataset().asAsked(sample, asked).target())
                  .collect(Collectors.joining()))
          .isEqualTo(LETTERS.get(attempt));
    }
  }

  @Test
  void theRightOptionStaysTheRightOneInEveryOrder() {
    Task task = task();
    for (Sample sample : Demo.samples(task)) {
      String right = options(sample).get("ABCD".indexOf(sample.target()));
      for (int attempt = 0; attempt < 6; attempt++) {
        Sample asked = task.dataset().asAsked(sample, attempt);
        assertThat(options(asked).get("ABCD".indexOf(asked.target()))).isEqualTo(right);
        assertThat(new TreeSet<>(options(asked))).isEqualTo(new TreeSet<>(options(sample)));
        assertThat(asked.id()).isEqualTo(sample.id());
        assertThat(asked.digest()).isEqualTo(sample.digest());
      }
    }
  }

  /// A run of a part, or one that is continued, asks what the whole run asks.
  @Test
  void anOrderDoesNotDependOnWhatElseIsAsked() {
    Task whole = task();
    List<Sample> all = Demo.samples(whole);
    all.forEach(sample -> whole.dataset().asAsked(sample, 3));
    Task fresh = task();
    assertThat(fresh.dataset().asAsked(all.get(17), 2))
        .isEqualTo(whole.dataset().asAsked(all.get(17), 2));
  }

  @Test
  void readsDomainsAndSettings() {
    assertThat(Demo.samples(task()).getFirst().facets())
        .isEqualTo(Map.of("domain", "Physics", "subdomain", "Physics (general)"));
    assertThat(task().protocol().settings())
        .isEqualTo(new GenerationSettings(2048, 0.5, 1, 0, 0, List.of(), 4));
  }
}
