package assay.harness;

import static org.assertj.core.api.Assertions.assertThat;

import assay.engine.format.GgufFile;
import assay.harness.demo.DemoFiles;
import assay.harness.run.ExitCode;
import assay.results.store.RunDirectory;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The demo's model with a weight that is no number: bad input, whatever is done with it.
public final class DamagedModelTest {
  @TempDir private Path folder;
  private Path model;

  @BeforeEach
  void damage() throws IOException {
    model = damaged(folder);
  }

  /// Writes the model.
  public static Path damaged(Path folder) throws IOException {
    Path file = folder.resolve("damaged.gguf");
    byte[] bytes = Files.readAllBytes(DemoFiles.extract(folder).model());
    Files.write(file, bytes);
    int offset;
    try (GgufFile sound = GgufFile.open(file)) {
      offset = (int) sound.tensor("output_norm.weight").orElseThrow().offsetBytes();
    }
    ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putFloat(offset + 8, Float.NaN);
    Files.write(file, bytes);
    return file;
  }

  private String refusal(String... words) {
    List<String> all = new ArrayList<>(Arrays.asList(words));
    all.addAll(List.of("--model", model.toString()));
    Commands.Result result = Commands.run(all.toArray(String[]::new));
    assertThat(result.status()).as(result.err()).isEqualTo(ExitCode.BAD_INPUT.status());
    assertThat(result.err()).doesNotContain("\tat assay");
    return result.err();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "engine generate --prompt Hi --max-tokens 4",
        "engine generate --prompt Hi --max-tokens 4 --temperature 1",
        "engine loglikelihood --prompt Hi --continuation there",
        "engine logprobs --prompt Hi",
        "bench --prompt 4 --generate 2 --sequences 1 --repeats 1"
      })
  void endsTheCommandsOfTheEngineAsBadInput(String words) {
    assertThat(refusal(words.split(" ")))
        .contains(model + ": tensor \"output_norm.weight\" at byte ")
        .contains("found 1 of ")
        .contains("The weights are damaged: fetch the model again, or convert it again");
  }

  @Test
  void endsARunAtItsFirstSample() throws IOException {
    Path out = folder.resolve("run");
    Path data = Suites.questions(folder, 5);
    String told =
        refusal(
            "run",
            "--suite",
            "mmlu-pro",
            "--protocol",
            "mmlu-pro/official-local-0shot",
            "--data",
            data.toString(),
            "--out",
            out.toString());
    assertThat(told).containsOnlyOnce("assay: ").contains("tensor \"output_norm.weight\"");
    assertThat(RunDirectory.open(out).records()).isEmpty();
  }

  @Test
  void isNamedAsTheReferenceOfADivergenceToo() throws IOException {
    Path sound = DemoFiles.extract(folder).model();
    Path text = Files.writeString(folder.resolve("text.txt"), "What is 3 + 4? ".repeat(20));
    model = Files.move(model, folder.resolve("moved.gguf"));
    Commands.Result result =
        Commands.run(
            "engine",
            "divergence",
            "--reference",
            model.toString(),
            "--model",
            sound.toString(),
            "--text",
            text.toString());
    assertThat(result.status()).as(result.err()).isEqualTo(ExitCode.BAD_INPUT.status());
    assertThat(result.err()).contains(model + ": tensor \"output_norm.weight\"");
  }
}
