package assay.engine;

import static org.assertj.core.api.Assertions.assertThat;

import assay.engine.decoding.DecodingOptions;
import assay.engine.kernels.KernelSelector;
import assay.engine.kernels.Kernels;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// A model file that becomes shorter after it was opened, in a Java of its own, which that could
/// end.
final class ShortenedFileTest {
  @TempDir private Path folder;

  static Stream<String> kernels() {
    return KernelSelector.available().stream().map(Kernels::name);
  }

  @ParameterizedTest
  @MethodSource("kernels")
  void isAnErrorAndNotTheEndOfTheProcess(String kernels) throws Exception {
    Path file = SlowModel.write(folder.resolve("model.gguf"));
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--add-modules",
                "jdk.incubator.vector",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                ShortenedFileTest.class.getName(),
                file.toString(),
                kernels)
            .redirectErrorStream(true)
            .start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(output).isZero();
    assertThat(output)
        .contains(
            file + ": the file has become shorter while it was in use",
            "found 8192. Leave model files alone while they are open, and fetch this one again");
  }

  /// What the Java of the test does.
  public static void main(String[] arguments) throws IOException {
    Path file = Path.of(arguments[0]);
    try (LanguageModel model =
        ModelLoader.open(file, new LoadOptions(arguments[1], 2, OptionalInt.empty()))) {
      try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
        channel.truncate(8192);
      }
      model.generate(new int[] {1}, DecodingOptions.greedy(2), _ -> new byte[0]);
    } catch (ModelFileLostException e) {
      System.out.println(e.getMessage());
    }
  }
}
