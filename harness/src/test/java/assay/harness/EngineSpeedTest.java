package assay.harness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.withinPercentage;
import static org.assertj.core.api.Assumptions.assumeThat;

import assay.engine.kernels.KernelSelector;
import assay.engine.machine.PeakLoops;
import assay.harness.run.ExitCode;
import assay.results.speed.MeasuredSpeed;
import assay.results.speed.MeasuredSpeed.Behind;
import assay.results.speed.SpeedFile;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The commands that measure the engine: what they print, not how fast it is.
final class EngineSpeedTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @Test
  void benchGivesEveryFigureOfTheEngineAndTheMachine() throws IOException {
    JsonNode measured = JSON.readTree(bench("--sequences", "1,3", "--json").out());
    assertThat(measured.path("kernels").asText())
        .isEqualTo(KernelSelector.select(KernelSelector.AUTO).name());
    assertThat(measured.path("threads").asInt()).isEqualTo(2);
    assertThat(measured.path("firstTokenSeconds").asDouble()).isPositive();
    boolean known = KernelSelector.machineObstacle().isEmpty();
    for (String limit : new String[] {"int8GopsPerCore", "fp32GflopsPerCore", "readGBs"}) {
      assertThat(measured.path("machine").path(limit).isNumber()).as(limit).isEqualTo(known);
    }
    JsonNode prefill = measured.path("prefill");
    assertThat(prefill.path("tokens").asInt()).isEqualTo(17);
    assertThat(prefill.path("tokensPerSecond").asDouble()).isPositive();
    assertThat(prefill.path("gflopsPerCore").asDouble()).isPositive();
    assertThat(prefill.path("fractionOfPeak").isNumber()).isEqualTo(known);
    assertThat(measured.path("decode")).hasSize(2);
    assertThat(measured.path("decode").findValuesAsText("sequences")).containsExactly("1", "3");
    for (JsonNode decode : measured.path("decode")) {
      double speed = decode.path("tokensPerSecond").asDouble();
      assertThat(speed)
          .isBetween(decode.path("slowest").asDouble(), decode.path("fastest").asDouble());
      assertThat(decode.path("GBs").asDouble()).isPositive();
      assertThat(decode.path("fractionOfBandwidth").isNumber()).isEqualTo(known);
    }
  }

  @Test
  void benchPrintsALineForEachFigure() throws IOException {
    Commands.Result result = bench("--sequences", "2", "--kernels", "scalar");
    assertThat(result.status()).as(result.err()).isZero();
    assertThat(result.out().lines().map(line -> line.split("  +", 2)[0]))
        .containsExactly("kernels", "threads", "machine", "first token", "prefill", "decode x 2");
  }

  @Test
  void benchComputesBehindTokensThatAreInTheCache() throws IOException {
    JsonNode measured = JSON.readTree(bench("--sequences", "2", "--depth", "0,70", "--json").out());
    assertThat(measured.path("depth").asInt()).isZero();
    assertThat(measured.path("depths")).hasSize(1);
    JsonNode behind = measured.path("depths").path(0);
    assertThat(behind.path("depth").asInt()).isEqualTo(70);
    assertThat(behind.path("prefill").path("tokensPerSecond").asDouble()).isPositive();
    JsonNode decode = behind.path("decode").path(0);
    double ofWeights = decode.path("GBs").asDouble() / decode.path("tokensPerSecond").asDouble();
    JsonNode first = measured.path("decode").path(0);
    assertThat(ofWeights)
        .isGreaterThan(first.path("GBs").asDouble() / first.path("tokensPerSecond").asDouble());
    assertThat(bench("--sequences", "1", "--depth", "8,70").out().lines())
        .anyMatch(line -> line.matches("behind +70 tokens"));
  }

  @Test
  void benchTellsAReportWhatIsKeptAndHowFastItIsBehindIt(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("m.speed.json");
    Files.writeString(file, bench("--sequences", "1", "--depth", "70,8", "--json").out());
    MeasuredSpeed speed = SpeedFile.read(file);
    assertThat(speed.model()).isEqualTo("qwen2-q8_0.gguf");
    assertThat(speed.attention()).isEqualTo("full");
    assertThat(speed.threads()).isEqualTo(2);
    // Two layers, keys and values of two heads of 16, four bytes each.
    assertThat(speed.lengths())
        .extracting(Behind::tokens, Behind::sequenceBytes)
        .containsExactly(tuple(8L, 8L * 512), tuple(70L, 70L * 512));
    assertThat(speed.lengths())
        .allSatisfy(
            behind -> {
              assertThat(behind.prefill()).isPositive();
              assertThat(behind.decode()).isPresent();
            });
    Files.writeString(file, "{\"format\": \"assay-divergence/1\"}");
    assertThatThrownBy(() -> SpeedFile.read(file))
        .hasMessage(
            file
                + ": is no measured speed: expected \"format\": \"assay-speed/1\". Write it again"
                + " with assay bench --json");
    Files.writeString(file, "{\"format\": \"assay-speed/1\"}");
    assertThatThrownBy(() -> SpeedFile.read(file))
        .hasMessageContaining("the field \"decode\" is missing");
  }

  @Test
  void benchSetsBfloatsBesideWhatACoreDoesWithBfloats() throws IOException {
    String kernels = "machine-x86-64/8-bit";
    assumeThat(KernelSelector.machineUnit(kernels).map(PeakLoops.Unit::bfloats))
        .as("a processor with AVX512_BF16")
        .hasValue(true);
    Commands.Result result =
        Commands.run(
            "bench",
            "--model",
            SharedData.file("golden/qwen2-bf16.gguf").toString(),
            "--kernels",
            kernels,
            "--prompt",
            "17",
            "--generate",
            "4",
            "--json");
    assertThat(result.status()).as(result.err()).isZero();
    JsonNode measured = JSON.readTree(result.out());
    double peak = measured.path("machine").path("bf16GflopsPerCore").asDouble();
    JsonNode prefill = measured.path("prefill");
    assertThat(prefill.path("fractionOfPeak").asDouble() * peak)
        .isCloseTo(prefill.path("gflopsPerCore").asDouble(), withinPercentage(0.01));
  }

  private static Commands.Result bench(String... more) throws IOException {
    String[] words = {
      "bench",
      "--model",
      SharedData.file("golden/qwen2-q8_0.gguf").toString(),
      "--prompt",
      "17",
      "--generate",
      "4",
      "--repeats",
      "3",
      "--threads",
      "2"
    };
    return Commands.run(Stream.of(words, more).flatMap(Arrays::stream).toArray(String[]::new));
  }

  @ParameterizedTest(name = "{0} {1}")
  @CsvSource({
    "--prompt, 0, '--prompt: expected at least 1, found 0'",
    "--generate, 0, '--generate: expected at least 1, found 0'",
    "--repeats, 0, '--repeats: expected at least 1, found 0'",
    "--depth, -1, '--depth: expected at least 0, found -1'",
    "--depth, 1000000, 'context'",
    "--sequences, 300, '--sequences: expected 1 to 256, found 300'",
    "--weights, floating, '--weights floating: expected one of packed, mapped'",
    "--kernels, vector-1024, 'kernels \"vector-1024\" do not run here'"
  })
  void benchRefusesWhatMakesNoSense(String option, String value, String message)
      throws IOException {
    Path model = SharedData.file("golden/qwen2-q8_0.gguf");
    Commands.Result result = Commands.run("bench", "--model", model.toString(), option, value);
    assertThat(result.status()).isEqualTo(ExitCode.USAGE.status());
    assertThat(result.err()).contains(message);
  }

  @Test
  void weightsInPlaceGiveTheSameLogits() throws IOException {
    assertThat(logprobs("mapped")).isEqualTo(logprobs("packed")).contains("logprob");
  }

  private static String logprobs(String weights) throws IOException {
    Path model = SharedData.file("golden/qwen2-q8_0.gguf");
    Commands.Result result =
        Commands.run(
            "engine",
            "logprobs",
            "--model",
            model.toString(),
            "--tokens",
            "5,6,7,8,9,10,11,12,13,14,15",
            "--weights",
            weights,
            "--json");
    assertThat(result.status()).as(result.err()).isZero();
    return result.out();
  }

  @Test
  void inspectNamesTheKernelsThatWouldRun() throws IOException {
    Path model = SharedData.file("golden/qwen2-q8_0.gguf");
    String out = Commands.run("engine", "inspect", "--model", model.toString(), "--json").out();
    assertThat(JSON.readTree(out).path("kernels").asText())
        .isEqualTo(KernelSelector.available().getFirst().name());
  }

  @Test
  void kernelsListsEverySetWithItsBoundAndSpeedOrWhatIsInItsWay() throws IOException {
    JsonNode sets = JSON.readTree(Commands.run("engine", "kernels", "--json").out());
    assertThat(sets.findValuesAsText("name"))
        .contains(
            "machine-x86-64/8-bit",
            "machine-x86-64/16-bit",
            "machine-x86-64/24-bit",
            "machine-x86-64-avx2/8-bit",
            "machine-x86-64-avx2/16-bit",
            "machine-x86-64-avx2/24-bit",
            "scalar");
    int defaults = 0;
    for (JsonNode set : sets) {
      boolean runs = set.path("runs").asBoolean();
      assertThat(set.path("obstacle").isNull()).isEqualTo(runs);
      assertThat(set.path("decodeGBs").isNumber()).isEqualTo(runs);
      assertThat(set.path("prefillGflops").isNumber()).isEqualTo(runs);
      assertThat(set.path("rounding").isNumber())
          .isEqualTo(set.path("accuracy").asText().equals("bounded"));
      defaults += set.path("default").asBoolean() ? 1 : 0;
    }
    assertThat(defaults).isEqualTo(1);
  }
}
