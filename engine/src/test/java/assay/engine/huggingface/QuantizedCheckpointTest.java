package assay.engine.huggingface;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import assay.engine.format.DType;
import assay.engine.format.JsonElement;
import assay.engine.format.MalformedModelException;
import assay.engine.format.TensorInfo;
import assay.engine.format.WeightFile;
import assay.engine.kernels.Matrix;
import assay.engine.kernels.ScalarKernels;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Weights as AutoGPTQ, AutoAWQ and compressed-tensors packed them, against what their own code
/// makes of them in F32, to the bit; see `tools/golden/quantized.py`. Their logits are in
/// `CheckpointLogitsTest`.
final class QuantizedCheckpointTest {
  private static final Path ROOT = Path.of("src/test/resources/assay/engine/huggingface");

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({
    "llama-gptq, INT4",
    "qwen2-gptq-order, F32",
    "llama-gptq-8, INT8",
    "llama-gptq-2, INT4",
    "qwen2-awq, INT4",
    "llama-fp8-rows, F8_E4M3",
    "llama-fp8-whole, F8_E4M3",
    "llama-int8-rows, INT8",
    "qwen3-int4, INT4",
    "qwen3-int4-zeros, INT4"
  })
  void expandsToTheNumbersOfTheLibrary(String name, DType dtype) throws IOException {
    JsonElement reference = JsonElement.read(ROOT.resolve(name).resolve("reference.json"));
    try (WeightFile weights = new CheckpointFolder(ROOT.resolve(name)).open().weights()) {
      reference
          .require("expanded")
          .members()
          .forEach(
              (tensor, digest) -> {
                TensorInfo info = weights.tensor("blk.0." + tensor + ".weight").orElseThrow();
                assertThat(info.dtype()).isEqualTo(dtype);
                assertThat(digest(weights, info)).as(tensor).isEqualTo(digest.text());
              });
    }
  }

  @Test
  void refusesNumbersThatTheConfigurationDoesNotExplain() throws IOException {
    copy("llama-gptq");
    edit("config.json", "\"quant_method\": \"gptq\"", "\"quant_method\": \"fp8\"");
    edit("config.json", "\"bits\": 4,", "");
    edit("config.json", "\"checkpoint_format\": \"gptq\",", "");
    assertThatThrownBy(this::open)
        .isInstanceOf(MalformedModelException.class)
        .hasMessageContaining("config.json does not say how numbers of this tensor are packed\n")
        .hasMessageContaining("found I32 [");
  }

  @Test
  void refusesColumnsInGroupsThatThereAreNot() throws IOException {
    copy("llama-gptq");
    Path file = folder.resolve("model.safetensors");
    byte[] bytes = Files.readAllBytes(file);
    int length = (int) ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getLong();
    String header = new String(bytes, 8, length, StandardCharsets.UTF_8);
    String entry = header.substring(header.indexOf("self_attn.q_proj.g_idx"));
    String offsets = entry.substring(entry.indexOf("data_offsets") + 15);
    int at = 8 + length + Integer.parseInt(offsets.substring(0, offsets.indexOf(',')));
    ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putInt(at, 2);
    Files.write(file, bytes);
    assertThatThrownBy(this::open)
        .isInstanceOf(MalformedModelException.class)
        .hasMessageContaining("self_attn.q_proj.g_idx")
        .hasMessageContaining(
            "a column is in a group that has no scale\n  expected 0 to 1, found 2");
  }

  @ParameterizedTest
  @ValueSource(strings = {"qwen3-int4", "llama-int8-rows"})
  void refusesWeightsThatAreNotSymmetricWithoutTheirZeroPoints(String name) throws IOException {
    copy(name);
    edit("config.json", "\"symmetric\": true", "\"symmetric\": false");
    refuses(
        "the weight_zero_point of the tensor is missing:"
            + " config.json says that weights are not symmetric\n",
        ".weight_zero_point\", found no tensor of this name");
  }

  /// The group that names a module decides, before one whose pattern fits and one for all.
  @ParameterizedTest
  @CsvSource({
    "model.layers.0.mlp.up_proj, true",
    "'re:.*mlp\\\\.up_proj$', true",
    "'re:mlp', false", // as Python's match, from the beginning of the name
    "model.layers.0.mlp.up, false"
  })
  void refusesAModuleOfAGroupThatIsNotSymmetricBesideOneThatIs(String target, boolean meant)
      throws IOException {
    copy("qwen3-int4");
    edit(
        "config.json",
        "\"config_groups\": {",
        """
        "config_groups": {"group_1": {"targets": ["%s"], "weights": {"group_size": 32,
          "num_bits": 4, "strategy": "group", "symmetric": false, "type": "int"}},
        """
            .formatted(target));
    if (meant) {
      refuses(
          "config.json says that weights are not symmetric\n",
          "expected the tensor \"model.layers.0.mlp.up_proj.weight_zero_point\"");
    } else {
      open();
    }
  }

  @Test
  void refusesColumnsInTheOrderOfActivationsWithoutTheirGroups() throws IOException {
    copy("qwen3-int4");
    edit("config.json", "\"actorder\": null", "\"actorder\": \"group\"");
    refuses(
        "tensor \"model.layers.0.mlp.down_proj.weight_packed\"",
        "the weight_g_idx of the tensor is missing:"
            + " config.json says that columns are in the order of activations\n",
        ".weight_g_idx\", found no tensor of this name");
  }

  @Test
  void readsColumnsThatWereOrderedOnlyWhileTheyWereRounded() throws IOException {
    copy("qwen3-int4");
    edit("config.json", "\"actorder\": null", "\"actorder\": \"weight\"");
    open();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "qwen3-int4 | \"group_size\": 32 | \"group_size\": 16 | found 256, of shape [64, 4] |"
            + " expected 512 for 64 by 128 weights in groups of 16 columns",
        "llama-int8-rows | \"strategy\": \"channel\" | \"strategy\": \"tensor\" |"
            + " weight_scale | expected 1 for ",
        "llama-fp8-rows | \"strategy\": \"channel\" | \"strategy\": \"tensor\" |"
            + " weight_scale | in whole matrices",
        "llama-fp8-whole | \"strategy\": \"tensor\" | \"strategy\": \"channel\" |"
            + " found 1, | weights in rows",
        "llama-gptq | \"group_size\": 32 | \"group_size\": 64 | .scales | in groups of 64 columns",
        "llama-gptq | \"group_size\": 32 | \"group_size\": -1 | .scales | weights in rows",
        "qwen2-awq | \"group_size\": 32 | \"group_size\": 16 | .scales | in groups of 16 columns"
      })
  void refusesScalesOfOtherGroupsThanTheConfigurationSays(
      String name, String from, String to, String first, String second) throws IOException {
    copy(name);
    edit("config.json", from, to);
    refuses(
        "these are not the scales of the groups that config.json says\n  expected ", first, second);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "8 | not as wide as config.json says\\n"
            + "  expected 32 words a row for 128 columns of 8 bits, found 16",
        "2 | expected 8 words a row for 128 columns of 2 bits, found 16",
        "3 | expected 13 words a row for 128 columns of 3 bits, found 16",
        "9 | num_bits: the engine does not run this setting"
      })
  void refusesNumbersOfAnotherWidthThanTheConfigurationSays(int bits, String message)
      throws IOException {
    copy("qwen3-int4");
    edit("config.json", "\"num_bits\": 4", "\"num_bits\": " + bits);
    refuses(message.replace("\\n", "\n"));
  }

  @Test
  void refusesOneTensorWithoutItsZeroPoints() throws IOException {
    copy("qwen3-int4-zeros");
    rename("model.layers.0.mlp.up_proj.weight_zero_point", "mtp.unused");
    refuses(
        "config.json says that weights are not symmetric\n",
        "expected the tensor \"model.layers.0.mlp.up_proj.weight_zero_point\"");
  }

  @Test
  void refusesScatteredColumnsWithoutTheirGroups() throws IOException {
    copy("qwen2-gptq-order");
    rename("model.layers.0.mlp.up_proj.g_idx", "mtp.unused");
    refuses(
        "the g_idx of the tensor is missing: config.json says \"desc_act\": true\n",
        "expected the tensor \"model.layers.0.mlp.up_proj.g_idx\"");
  }

  @Test
  void refusesATensorInTwoForms() throws IOException {
    copy("llama-gptq");
    rename("model.layers.0.input_layernorm.weight", "model.layers.0.mlp.down_proj.weight");
    refuses(
        "tensor \"model.layers.0.mlp.down_proj.qweight\"",
        "the checkpoint has this tensor in two forms\n",
        "found also \"model.layers.0.mlp.down_proj.weight\"");
  }

  @ParameterizedTest
  @CsvSource({
    "gpt_oss-mxfp4, model.layers.0.mlp.experts.down_proj_scales",
    "gpt_oss-mxfp4, model.layers.0.mlp.experts.gate_up_proj_scales",
    "llama-fp8-rows, model.layers.0.mlp.down_proj.weight_scale",
    "qwen2-awq, model.layers.0.mlp.down_proj.qweight"
  })
  void namesTheTensorThatIsMissing(String name, String tensor) throws IOException {
    copy(name);
    rename(tensor, "mtp.unused");
    refuses("missing\n  expected the tensor \"" + tensor + "\", found no tensor of this name");
  }

  private static String digest(WeightFile weights, TensorInfo info) {
    int rows = Math.toIntExact(info.shape().rows());
    int columns = Math.toIntExact(info.shape().columns());
    Matrix matrix =
        new Matrix(info.dtype(), rows, columns, weights.data(info), weights.scales(info));
    float[] values = new float[columns];
    ByteBuffer bytes =
        ByteBuffer.allocate(Float.BYTES * rows * columns).order(ByteOrder.LITTLE_ENDIAN);
    for (int row = 0; row < rows; row++) {
      new ScalarKernels().expandRow(matrix, row, values, 0);
      for (float value : values) {
        bytes.putFloat(value);
      }
    }
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes.array()));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private void copy(String name) throws IOException {
    try (Stream<Path> files = Files.list(ROOT.resolve(name))) {
      for (Path file : files.toList()) {
        Files.copy(file, folder.resolve(file.getFileName()));
      }
    }
  }

  private void edit(String name, String from, String to) throws IOException {
    String text = Files.readString(folder.resolve(name));
    assertThat(text).contains(from);
    Files.writeString(folder.resolve(name), text.replace(from, to));
  }

  /// Names starting with `mtp.` are of tensors that the engine does not read.
  private void rename(String tensor, String shorter) throws IOException {
    String from = "\"" + tensor + "\"";
    String to = "\"" + shorter + "\"" + " ".repeat(tensor.length() - shorter.length());
    Path file = folder.resolve("model.safetensors");
    String bytes = Files.readString(file, StandardCharsets.ISO_8859_1);
    assertThat(bytes.contains(from)).as(tensor).isTrue();
    Files.writeString(file, bytes.replace(from, to), StandardCharsets.ISO_8859_1);
  }

  private void refuses(String... message) {
    assertThatThrownBy(this::open)
        .isInstanceOf(MalformedModelException.class)
        .hasMessageContainingAll(message);
  }

  private void open() throws IOException {
    new CheckpointFolder(folder).open().weights().close();
  }
}
