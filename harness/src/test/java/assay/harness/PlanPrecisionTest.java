package assay.harness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/// How much a run will tell, by what `assay plan` says of it.
final class PlanPrecisionTest extends PlannedRuns {
  @Test
  void theIntervalAndTheDifferenceFollowFromBaselines() throws Exception {
    Path data = Suites.questions(folder, 100);
    run(data, "one", i -> i < 60);
    run(data, "two", i -> i < 50 || (i >= 60 && i < 70));
    List<String> options = Suites.options(data, "recorded:" + folder.resolve("one.jsonl"));
    JsonNode blind = json(line("plan", options, "--json")).at("/runs/0/precision");
    assertThat(blind.path("score").asDouble()).isEqualTo(0.5);
    assertThat(blind.path("detectable").isNull()).isTrue();
    String one = folder.resolve("one").toString();
    String two = folder.resolve("two").toString();
    JsonNode single =
        json(line("plan", options, "--baseline", one, "--json")).at("/runs/0/precision");
    assertThat(single.path("score").asDouble()).isCloseTo(0.6, within(1e-9));
    assertThat(single.at("/interval/0").asDouble()).isCloseTo(0.502, within(1e-3));
    assertThat(single.at("/interval/1").asDouble()).isCloseTo(0.691, within(1e-3));
    assertThat(single.at("/detectable/0").asDouble())
        .isLessThan(single.at("/detectable/1").asDouble());
    JsonNode both =
        json(line("plan", options, "--baseline", one, "--baseline", two, "--json"))
            .at("/runs/0/precision");
    // 20 of 100 disagree: (1.960 + 0.842) * sqrt(0.2 / 100).
    assertThat(both.at("/detectable/0").asDouble()).isCloseTo(0.1253, within(1e-3));
    assertThat(both.at("/detectable/1")).isEqualTo(both.at("/detectable/0"));
    JsonNode part =
        json(line("plan", options, "--limit", "50", "--expect", "0.6", "--json"))
            .at("/runs/0/precision");
    assertThat(part.at("/interval/0").asDouble())
        .as("half of 100 is as good as 100 of many")
        .isCloseTo(single.at("/interval/0").asDouble(), within(1e-9));
  }

  @Test
  void samplesWithOtherContentPairWithNothingAndADrawnBaselineIsWeighed() throws Exception {
    Path data = Suites.questions(folder, 100);
    run(data, "one", i -> i < 60);
    List<String> options = Suites.options(data, "recorded:" + folder.resolve("one.jsonl"));
    String one = folder.resolve("one").toString();
    Path changed =
        Files.writeString(
            folder.resolve("changed.jsonl"),
            Files.readString(data).replaceAll("(\"question\": *\")", "$1Now: "));
    assertThat(Files.readString(changed)).isNotEqualTo(Files.readString(data));
    Commands.Result other =
        Commands.run(
            line(
                "plan",
                Suites.options(changed, "recorded:" + folder.resolve("one.jsonl")),
                "--baseline",
                one));
    assertThat(other.out()).contains("has none of the samples with the same content");
    String drawn = folder.resolve("drawn").toString();
    String[] limit = {"--limit", "13", "--out", drawn, "--json"};
    JsonNode run = json(line("run", options, limit)).at("/runs/0");
    if (run.isMissingNode()) {
      run = json("report", drawn, "--json").at("/runs/0");
    }
    JsonNode plan = json(line("plan", options, "--baseline", drawn, "--json"));
    assertThat(plan.at("/runs/0/precision/score").asDouble())
        .isCloseTo(run.at("/scorers/0/accuracy/value").asDouble(), within(1e-12));
  }
}
