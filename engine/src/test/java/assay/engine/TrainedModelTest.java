package assay.engine;

import static org.assertj.core.api.Assertions.assertThat;

import assay.engine.decoding.DecodingOptions;
import assay.engine.decoding.FinishReason;
import assay.engine.kernels.KernelSelector;
import assay.engine.kernels.Kernels;
import assay.engine.tokenizer.EncodingOptions;
import assay.engine.tokenizer.Tokenizer;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// stories260K, a small model that was really trained, tells its story as llama2.c does.
final class TrainedModelTest {
  private static final Path FOLDER = Path.of("../../shared/data/weights");

  @TempDir Path folder;

  static Stream<String> kernelNames() {
    return KernelSelector.available().stream().map(Kernels::name);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("kernelNames")
  void tellsItsStoryTokenByToken(String kernels) throws IOException {
    Assumptions.assumeTrue(
        Files.isDirectory(FOLDER), "skipped: no trained weights at " + FOLDER.toAbsolutePath());
    Path file = folder.resolve("stories260K.gguf");
    Llama2cFile.convert(FOLDER.resolve("stories260K.bin"), FOLDER.resolve("tok512.bin"), file);
    LoadOptions options = new LoadOptions(kernels, 2, OptionalInt.empty());
    try (LanguageModel model = ModelLoader.open(file, options)) {
      Tokenizer tokenizer = Tokenizer.fromGguf(model.metadata().orElseThrow());
      int[] prompt = tokenizer.encode("", EncodingOptions.PROMPT);
      assertThat(prompt).containsExactly(1);
      Generation story = model.generate(prompt, DecodingOptions.greedy(200), tokenizer::bytes);
      assertThat(story.tokens()).isEqualTo(ids());
      // The first token is " Once"; SentencePiece drops the space that begins a text.
      assertThat(story.text()).isEqualTo(" " + expected());
      assertThat(story.finishReason()).isEqualTo(FinishReason.LENGTH_LIMIT);
    }
  }

  private static String expected() throws IOException {
    String json = Files.readString(FOLDER.resolve("stories260K_expected.json"));
    Matcher matcher = Pattern.compile("\"expected\": \"((?:[^\"\\\\]|\\\\.)*)\"").matcher(json);
    assertThat(matcher.find()).isTrue();
    return matcher.group(1).replace("\\n", "\n").replace("\\\"", "\"");
  }

  /// The tokens that llama2.c's `run.c` chose; see `tools/decoding/README.md`.
  private static List<Integer> ids() throws IOException {
    try (InputStream file = TrainedModelTest.class.getResourceAsStream("stories260K.ids")) {
      String text = new String(file.readAllBytes(), StandardCharsets.US_ASCII);
      return Arrays.stream(text.strip().split("\\s+")).map(Integer::valueOf).toList();
    }
  }
}
