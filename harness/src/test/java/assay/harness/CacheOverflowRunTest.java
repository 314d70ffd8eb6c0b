package assay.harness;

import static org.assertj.core.api.Assertions.assertThat;

import assay.engine.format.DType;
import assay.engine.format.GgufFile;
import assay.engine.format.GgufMetadata;
import assay.engine.format.GgufWriter;
import assay.engine.format.TensorInfo;
import assay.results.Cause;
import assay.results.Completion;
import assay.results.Failure;
import assay.results.SampleRecord;
import assay.results.Score;
import assay.results.store.RunDirectory;
import java.io.IOException;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Models of which one token, the tilde, gives a key that binary16 cannot hold, or a score that F32
/// cannot, and five questions of which the third has a tilde.
final class CacheOverflowRunTest {
  private static final int QUESTIONS = 5;
  private static final int TILDE = 2;

  @TempDir private Path folder;
  private Path data;

  @BeforeEach
  void write() throws IOException {
    data = Suites.questions(folder, QUESTIONS);
    List<String> lines = Files.readAllLines(data);
    lines.set(TILDE, lines.get(TILDE).replace("to item 2?", "to item 2~?"));
    Files.write(data, lines);
  }

  /// @param weights of the first layer's first key, and of its first query
  private Path model(float... weights) throws IOException {
    Path model = folder.resolve("tilde.gguf");
    try (GgufFile golden = GgufFile.open(SharedData.file("golden/qwen2.gguf"))) {
      GgufMetadata metadata = golden.metadata();
      GgufWriter writer = new GgufWriter();
      metadata.keys().forEach(key -> writer.put(key, metadata.value(key).orElseThrow()));
      int tilde = metadata.strings("tokenizer.ggml.tokens").indexOf("~");
      for (TensorInfo tensor : golden.tensors().values()) {
        float[] numbers = golden.data(tensor).toArray(ValueLayout.JAVA_FLOAT_UNALIGNED);
        change(tensor, numbers, tilde, weights);
        writer.tensor(tensor.name(), DType.F32, tensor.shape(), () -> numbers);
      }
      writer.write(model);
    }
    return model;
  }

  /// Only the tilde has a first element of its embedding, which the first layer's first key weighs,
  /// and its first query where there is a weight for that.
  private static void change(TensorInfo tensor, float[] numbers, int tilde, float... weights) {
    int width = Math.toIntExact(tensor.shape().columns());
    switch (tensor.name()) {
      case "token_embd.weight" -> {
        for (int i = 0; i < numbers.length; i += width) {
          numbers[i] = 0;
        }
        Arrays.fill(numbers, tilde * width, (tilde + 1) * width, 0);
        numbers[tilde * width] = 1;
      }
      case "blk.0.attn_k.weight" -> {
        Arrays.fill(numbers, 0, width, 0);
        numbers[0] = weights[0];
      }
      case "blk.0.attn_q.weight" -> {
        if (weights.length > 1) {
          Arrays.fill(numbers, 0, width, 0);
          numbers[0] = weights[1];
        }
      }
      default -> {}
    }
  }

  @Test
  void doesNotMeasureTheSampleAndGoesOnWithTheOthers() throws IOException {
    List<SampleRecord> records = run("half", "f16", model(1e5f));
    assertThat(overflow(records))
        .startsWith("a key or value does not fit the cache's type")
        .endsWith("(--kv-type f32)");
    assertThat(records.get(TILDE).primaryScore())
        .isInstanceOfSatisfying(
            Score.NotMeasured.class,
            score -> assertThat(score.cause()).isEqualTo(Cause.NUMERIC_OVERFLOW));
    assertThat(Commands.run("report", folder.resolve("half").toString()).status()).isZero();
    assertThat(Files.readString(folder.resolve("half/report/report.md")))
        .containsPattern("not measured: numeric overflow \\| +1 ");
  }

  /// Returns what is said of the sample with the tilde, where the others have their completions.
  private static String overflow(List<SampleRecord> records) {
    for (SampleRecord record : records) {
      if (record.index() != TILDE) {
        assertThat(record.outcome()).isInstanceOf(Completion.class);
      }
    }
    assertThat(records.get(TILDE).outcome()).isInstanceOf(Failure.class);
    Failure failure = (Failure) records.get(TILDE).outcome();
    assertThat(failure.cause()).isEqualTo(Cause.NUMERIC_OVERFLOW);
    return failure.detail();
  }

  /// Weights that are finite are not to blame: other samples are measured.
  @Test
  void doesNotMeasureASampleWhoseScoresF32DoesNotHold() throws IOException {
    assertThat(overflow(run("steep", "f32", model(1e30f, 1e30f))))
        .startsWith("the logit of token 0 is not a number")
        .contains("All weights are finite, but what is computed from them is too large for F32");
  }

  @Test
  void measuresItWithACacheThatHoldsTheKey() throws IOException {
    assertThat(run("whole", "f32", model(1e5f)))
        .allMatch(record -> record.outcome() instanceof Completion);
  }

  private List<SampleRecord> run(String name, String cacheType, Path model) throws IOException {
    Path out = folder.resolve(name);
    Commands.Result result =
        Commands.run(
            "run",
            "--suite",
            "mmlu-pro",
            "--data",
            data.toString(),
            "--protocol",
            "mmlu-pro/official-local-0shot",
            "--model",
            model.toString(),
            "--max-tokens",
            "8",
            "--kv-type",
            cacheType,
            "--out",
            out.toString());
    assertThat(result.status()).as(result.err()).isZero();
    try (Stream<SampleRecord> records = RunDirectory.open(out).records()) {
      List<SampleRecord> all =
          records.sorted(Comparator.comparingInt(SampleRecord::index)).toList();
      assertThat(all).hasSize(QUESTIONS);
      return all;
    }
  }
}
