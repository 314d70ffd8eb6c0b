package assay.engine;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import assay.engine.config.CacheType;
import assay.engine.decoding.DecodingOptions;
import assay.engine.decoding.NonFiniteLogitsException;
import assay.engine.format.GgufFile;
import assay.engine.format.MalformedModelException;
import assay.engine.format.SafetensorsFile;
import assay.engine.format.StoredTensor;
import assay.engine.format.TensorInfo;
import assay.engine.kernels.KernelSelector;
import assay.engine.kernels.Kernels;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/// Models with weights that are no numbers, whose tensor the error has to name.
final class DamagedWeightsTest {
  @TempDir private Path folder;

  static Stream<String> kernels() {
    return KernelSelector.available().stream().map(Kernels::name);
  }

  @ParameterizedTest
  @CsvSource({
    "qwen2, output.weight, NaN, F32",
    "qwen2, blk.0.ffn_norm.weight, Infinity, F16",
    "qwen2, output_norm.weight, NaN, F16",
    "qwen2, blk.0.attn_k.weight, NaN, F16",
    "qwen2, blk.1.attn_v.weight, NaN, F32",
    "qwen2, blk.1.ffn_down.weight, -Infinity, Q8_0",
    "qwen2moe, blk.0.ffn_gate_inp.weight, NaN, F32",
    "deepseek2, blk.1.ffn_gate_inp.weight, NaN, F32"
  })
  void areFoundByTheTensorsName(String name, String tensor, float number, CacheType cache)
      throws IOException {
    GoldenModel golden = GoldenModel.direct(name);
    Path file = Files.copy(golden.file(), folder.resolve("model.gguf"));
    TensorInfo changed = tensor(file, tensor);
    put(file, changed.offsetBytes(), number);
    try (LanguageModel model = ModelLoader.open(file, options("auto", cache))) {
      assertThatThrownBy(() -> generate(model, golden.prompt()))
          .isInstanceOf(MalformedModelException.class)
          .hasMessage(
              "%s: tensor \"%s\" at byte %d: weights are not finite numbers, so that the model's"
                  + " logits are none\n"
                  + "  expected finite numbers, found 1 of %d that are not, the first %s. The"
                  + " weights are damaged: fetch the model again, or convert it again",
              file, tensor, changed.offsetBytes(), changed.shape().elements(), number);
      assertThatThrownBy(() -> model.logprobs(golden.prompt(), 0))
          .isInstanceOf(MalformedModelException.class);
    }
  }

  private static TensorInfo tensor(Path file, String name) throws IOException {
    try (GgufFile model = GgufFile.open(file)) {
      return model.tensor(name).orElseThrow();
    }
  }

  private static void put(Path file, long offset, float number) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putFloat((int) offset, number);
    Files.write(file, bytes);
  }

  private static LoadOptions options(String kernels, CacheType cache) {
    return new LoadOptions(kernels, 2, OptionalInt.empty(), Optional.empty(), cache);
  }

  private static void generate(LanguageModel model, int[] prompt) {
    model.generate(prompt, DecodingOptions.greedy(4), _ -> new byte[0]);
  }

  /// 255 is no power of two but E8M0's NaN.
  @ParameterizedTest
  @MethodSource("kernels")
  void scalesThatAreNoNumbersAreFoundByTheNameInTheCheckpoint(String kernels) throws IOException {
    ReferenceCheckpoint checkpoint = ReferenceCheckpoint.read("gpt_oss-mxfp4");
    for (String name : List.of("config.json", "model.safetensors")) {
      Files.copy(checkpoint.folder().resolve(name), folder.resolve(name));
    }
    Path file = folder.resolve("model.safetensors");
    String tensor = "model.layers.0.mlp.experts.gate_up_proj_";
    byte[] bytes = Files.readAllBytes(file);
    try (SafetensorsFile weights = SafetensorsFile.open(file)) {
      StoredTensor scales = weights.tensors().get(tensor + "scales");
      int first = (int) scales.offsetBytes();
      Arrays.fill(bytes, first, first + (int) scales.shape().elements(), (byte) 255);
    }
    Files.write(file, bytes);
    try (LanguageModel model = ModelLoader.open(folder, options(kernels, CacheType.F32))) {
      assertThatThrownBy(() -> generate(model, checkpoint.prompt()))
          .isInstanceOf(MalformedModelException.class)
          .hasMessageStartingWith("%s: tensor \"%sblocks\" at byte ".formatted(file, tensor))
          .hasMessageContaining("weights are not finite numbers");
    }
  }

  @Test
  void finiteOnesThatAreTooLargeAreSaidToBeFinite() throws IOException {
    GoldenModel golden = GoldenModel.direct("qwen2");
    Path file = Files.copy(golden.file(), folder.resolve("model.gguf"));
    TensorInfo gain = tensor(file, "output_norm.weight");
    for (int i = 0; i < gain.shape().elements(); i++) {
      put(file, gain.offsetBytes() + (long) i * Float.BYTES, Float.MAX_VALUE);
    }
    try (LanguageModel model = ModelLoader.open(file, options("auto", CacheType.F32))) {
      assertThatThrownBy(() -> generate(model, golden.prompt()))
          .isInstanceOf(NonFiniteLogitsException.class)
          .hasMessageContaining(
              "All weights are finite, but what is computed from them is too large");
    }
  }
}
