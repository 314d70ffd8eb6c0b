package assay.engine;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/// A tiny random model with logits that llama.cpp computed; see `../shared/data/golden/README.md`.
public final class GoldenModel {
  /// Models of each architecture with F32 weights.
  public static final List<String> ARCHITECTURES =
      List.of(
          "qwen2",
          "qwen2-tied",
          "qwen2moe",
          "qwen3",
          "qwen3moe",
          "llama",
          "llama-yarn",
          "mixtral",
          "phi3",
          "bloom",
          "mpt",
          "gemma2",
          "gemma3",
          "deepseek2",
          "deepseek2-lite-yarn");

  private static final Path FOLDER = Path.of("../../shared/data/golden");

  private final Path file;
  private final int[] prompt;
  private final int[] greedy;
  private final float[][] logits;

  private GoldenModel(Path file, int[] prompt, int[] greedy, float[][] logits) {
    this.file = file;
    this.prompt = prompt;
    this.greedy = greedy;
    this.logits = logits;
  }

  /// Returns the GGUF file.
  public Path file() {
    return file;
  }

  /// Returns the prompt's token ids.
  public int[] prompt() {
    return prompt;
  }

  /// Returns the ids that the reference chose behind the prompt, one after the other by arg max.
  public int[] greedy() {
    return greedy;
  }

  /// Returns `[prompt + greedy][vocabSize]`; row i follows token i.
  public float[][] logits() {
    return logits;
  }

  /// Reads a model with the reference that was computed on the file itself.
  public static GoldenModel direct(String name) throws IOException {
    return read(name, name);
  }

  /// Reads a model with the reference that was computed on its weights expanded to F32.
  public static GoldenModel expanded(String name) throws IOException {
    return read(name, name + ".dequant");
  }

  private static GoldenModel read(String name, String reference) throws IOException {
    Assumptions.assumeTrue(
        Files.isDirectory(FOLDER), "skipped: no reference logits at " + FOLDER.toAbsolutePath());
    String json = Files.readString(FOLDER.resolve(reference + ".json"));
    return new GoldenModel(
        FOLDER.resolve(name + ".gguf"),
        ids(json, "prompt"),
        ids(json, "greedy"),
        readNpy(FOLDER.resolve(reference + ".logits.npy")));
  }

  /// Returns prompt and greedy continuation as one sequence.
  public int[] tokens() {
    int[] all = Arrays.copyOf(prompt, prompt.length + greedy.length);
    System.arraycopy(greedy, 0, all, prompt.length, greedy.length);
    return all;
  }

  private static int[] ids(String json, String field) {
    Matcher matcher = Pattern.compile("\"" + field + "\": \\[([^\\]]*)\\]").matcher(json);
    if (!matcher.find()) {
      throw new IllegalArgumentException("no " + field + " in " + json);
    }
    return Stream.of(matcher.group(1).split(", *")).mapToInt(Integer::parseInt).toArray();
  }

  /// Reads a file of float32 numbers in two dimensions.
  public static float[][] readNpy(Path path) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(path)).order(ByteOrder.LITTLE_ENDIAN);
    int headerLength = bytes.getShort(8);
    byte[] text = new byte[headerLength];
    bytes.get(10, text);
    String header = new String(text, StandardCharsets.US_ASCII);
    Matcher shape = Pattern.compile("'descr': '<f4', .*\\((\\d+), (\\d+)\\)").matcher(header);
    if (!shape.find()) {
      throw new IllegalArgumentException(path + ": not a float32 matrix: " + header);
    }
    float[][] rows = new float[Integer.parseInt(shape.group(1))][Integer.parseInt(shape.group(2))];
    bytes.position(10 + headerLength);
    for (float[] row : rows) {
      for (int i = 0; i < row.length; i++) {
        row[i] = bytes.getFloat();
      }
    }
    return rows;
  }
}
