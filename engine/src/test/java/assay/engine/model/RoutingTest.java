package assay.engine.model;

import static org.assertj.core.api.Assertions.assertThat;

import assay.engine.GoldenModel;
import assay.engine.config.ModelConfig;
import assay.engine.family.Families;
import assay.engine.format.GgufFile;
import java.io.IOException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// How the work of experts is divided, whatever tokens they share.
final class RoutingTest {
  private static final int TOKENS = 48;

  @ParameterizedTest(name = "{0} tokens, {1} outputs, {2} workers, all pick the same: {3}")
  @CsvSource({
    "1, 512, 2, true",
    "2, 40, 2, false",
    "7, 512, 3, false",
    "48, 16, 2, false",
    "48, 512, 2, false",
    "48, 40, 16, true"
  })
  void chunksCoverEachOutputOfEachExpertOnce(int tokens, int outputs, int workers, boolean same)
      throws IOException {
    Routing routing = routing(tokens, same);
    int covered = 0;
    Chunks chunks = new Chunks(workers, 16);
    int all = routing.activeCount() * outputs;
    for (int i = 0; i < routing.activeCount(); i++) {
      int end = 0;
      for (int chunk = 0; chunk < chunks.count(all); chunk++) {
        int from = routing.outputsBefore(chunks.start(chunk, all), routing.active[i], outputs);
        int to = routing.outputsBefore(chunks.start(chunk + 1, all), routing.active[i], outputs);
        assertThat(from).as("chunk %d of expert %d", chunk, i).isEqualTo(end);
        assertThat(to).isBetween(from, outputs);
        end = to;
      }
      assertThat(end).isEqualTo(outputs);
      covered += routing.load(routing.active[i]);
    }
    assertThat(covered).isEqualTo(2 * tokens);
  }

  @ParameterizedTest(name = "{0} outputs")
  @CsvSource({"512", "1024"})
  void equalStretchesAreEqualWorkHoweverUnequalTheExpertsAre(int outputs) throws IOException {
    Routing routing = routing(TOKENS, false);
    int half = routing.activeCount() * outputs / 2;
    long products = 0;
    for (int i = 0; i < routing.activeCount(); i++) {
      int expert = routing.active[i];
      products += (long) routing.load(expert) * routing.outputsBefore(half, expert, outputs);
    }
    // Apart from what is cut off at a panel of one expert.
    assertThat(products).isBetween(TOKENS * (outputs - 16L), (long) TOKENS * outputs);
  }

  /// Returns two picks a token: the first two experts, or of them all, the lower ones more often.
  private static Routing routing(int tokens, boolean same) throws IOException {
    try (GgufFile file = GgufFile.open(GoldenModel.direct("qwen2moe").file())) {
      ModelConfig config = Families.read(file);
      Routing routing = new Routing(config, TOKENS);
      int count = routing.starts.length - 1;
      for (int token = 0; token < tokens; token++) {
        int last = same ? 1 : 1 + (int) ((count - 1L) * token * token / (tokens * (long) tokens));
        routing.experts[2 * token] = same ? 0 : last / 2;
        routing.experts[2 * token + 1] = last;
      }
      routing.assign(2 * tokens);
      return routing;
    }
  }
}
