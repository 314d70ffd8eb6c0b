package assay.engine.tokenizer;

import assay.engine.format.GgufFile;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Assumptions;

/// The vocabularies of published models and the encodings that llama.cpp expects of them, which lie
/// beside the repository, not in it.
final class SharedTokenizers {
  private static final Path FOLDER = Path.of("../../shared/data/tokenizers");

  private SharedTokenizers() {}

  static Path folder() {
    Assumptions.assumeTrue(
        Files.isDirectory(FOLDER),
        () -> "skipped: published vocabularies are not at " + FOLDER.toAbsolutePath().normalize());
    return FOLDER;
  }

  static Tokenizer gguf(String name) throws IOException {
    try (GgufFile file = GgufFile.open(folder().resolve("ggml-vocab-" + name + ".gguf"))) {
      return Tokenizer.fromGguf(file.metadata());
    }
  }

  /// The tokenizer of Qwen2 from the files of its Hugging Face repository.
  static Tokenizer qwen2() throws IOException {
    Map<String, Integer> ids =
        new ObjectMapper()
            .readValue(
                folder().resolve("qwen2-vocab.json").toFile(),
                new TypeReference<Map<String, Integer>>() {});
    List<String> tokens = new ArrayList<>(Collections.nCopies(ids.size() + 3, ""));
    ids.forEach((token, id) -> tokens.set(id, token));
    List<String> added = List.of("<|endoftext|>", "<|im_start|>", "<|im_end|>");
    List<TokenKind> kinds = new ArrayList<>(Collections.nCopies(ids.size(), TokenKind.NORMAL));
    for (int i = 0; i < added.size(); i++) {
      tokens.set(ids.size() + i, added.get(i));
      kinds.add(TokenKind.CONTROL);
    }
    SpecialTokens specials =
        new SpecialTokens(
            OptionalInt.empty(),
            OptionalInt.of(151643),
            OptionalInt.of(151645),
            OptionalInt.empty(),
            false,
            false);
    return new BytePairTokenizer(
        new Vocabulary(tokens, kinds, specials),
        merges("qwen2"),
        PreTokenizer.named("qwen2").orElseThrow());
  }

  /// The merges of a byte-level vocabulary, each `left right`.
  static List<String> merges(String name) throws IOException {
    if (name.equals("qwen2")) {
      return Files.readAllLines(folder().resolve("qwen2-merges.txt")).stream()
          .filter(line -> !line.startsWith("#version") && !line.isEmpty())
          .toList();
    }
    try (GgufFile file = GgufFile.open(folder().resolve("ggml-vocab-" + name + ".gguf"))) {
      return file.metadata().strings("tokenizer.ggml.merges");
    }
  }

  /// The scores of a SentencePiece vocabulary.
  static float[] scores(String name) throws IOException {
    try (GgufFile file = GgufFile.open(folder().resolve("ggml-vocab-" + name + ".gguf"))) {
      return file.metadata().floats("tokenizer.ggml.scores");
    }
  }

  /// A text with the ids that llama.cpp makes of it, without special tokens.
  record Pair(String text, List<Integer> ids) {}

  static List<Pair> pairs(String name) throws IOException {
    String texts = Files.readString(folder().resolve("ggml-vocab-" + name + ".gguf.inp"));
    List<String> ids = Files.readAllLines(folder().resolve("ggml-vocab-" + name + ".gguf.out"));
    String separator = "\n__ggml_vocab_test__\n";
    List<Pair> pairs = new ArrayList<>();
    int start = 0;
    for (int end = texts.indexOf(separator); end >= 0; end = texts.indexOf(separator, start)) {
      pairs.add(new Pair(texts.substring(start, end), numbers(ids.get(pairs.size()))));
      start = end + separator.length();
    }
    return pairs;
  }

  private static List<Integer> numbers(String line) {
    return Pattern.compile(" ")
        .splitAsStream(line)
        .filter(number -> !number.isEmpty())
        .map(Integer::valueOf)
        .toList();
  }
}
