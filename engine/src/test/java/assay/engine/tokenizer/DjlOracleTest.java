package assay.engine.tokenizer;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import assay.engine.format.JsonElement;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Published vocabularies, written as `tokenizer.json`, against Hugging Face's own library on many
/// texts. The library comes with DJL; its native code lies in the jar.
class DjlOracleTest {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final int RANDOM_TEXTS = 400;
  private static final String QWEN2 =
      "(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\\r"
          + "\\n"
          + "\\p{L}\\p{N}]?\\p{L}+|\\p{N}| ?[^\\s\\p{L}\\p{N}]+[\\r"
          + "\\n"
          + "]*|\\s*[\\r"
          + "\\n"
          + "]+|\\s+(?!\\S)|\\s+";

  /// Of o200k, which GPT-4o and gpt-oss share. Source: openai/tiktoken, `openai_public.py`.
  private static final String O200K =
      String.join(
          "|",
          "[^\\r"
              + "\\n"
              + "\\p{L}\\p{N}]?[\\p{Lu}\\p{Lt}\\p{Lm}\\p{Lo}\\p{M}]*[\\p{Ll}\\p{Lm}\\p{Lo}\\p{M}]+"
              + "(?i:'s|'t|'re|'ve|'m|'ll|'d)?",
          "[^\\r"
              + "\\n"
              + "\\p{L}\\p{N}]?[\\p{Lu}\\p{Lt}\\p{Lm}\\p{Lo}\\p{M}]+[\\p{Ll}\\p{Lm}\\p{Lo}\\p{M}]*"
              + "(?i:'s|'t|'re|'ve|'m|'ll|'d)?",
          "\\p{N}{1,3}",
          " ?[^\\s\\p{L}\\p{N}]+[\\r\\n/]*",
          "\\s*[\\r\\n]+",
          "\\s+(?!\\S)",
          "\\s+");

  /// First and last of blocks in which no later version of Unicode has assigned characters: the two
  /// libraries know different versions.
  private static final int[] BLOCKS = {
    0x00, 0x7F, 0x80, 0x24F, 0x250, 0x36F, 0x3A3, 0x52F, 0x5D0, 0x5EA, 0x620, 0x669, 0x905, 0x939,
    0xE01, 0xE3A, 0x2000, 0x2064, 0x2100, 0x218B, 0x2190, 0x23FF, 0x2500, 0x27BE, 0x3001, 0x3096,
    0x30A1, 0x30FF, 0x4E00, 0x9FA5, 0xAC00, 0xD7A3, 0xE000, 0xF8FF, 0xFF01, 0xFFBE, 0x10400,
    0x1044F, 0x1F300, 0x1F5FF, 0x20000, 0x2A6D6
  };

  @TempDir private static Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {"qwen2", "gpt-2", "starcoder", "deepseek-coder", "llama-spm", "unigram", "o200k"})
  void encodesAsHuggingFaceDoes(String name) throws IOException {
    System.setProperty("DJL_CACHE_DIR", folder.resolve("djl").toString());
    System.setProperty("offline", "true");
    Path file = folder.resolve(name + ".json");
    Files.writeString(file, json(name).toString());
    Tokenizer ours =
        TokenizerJson.read(JsonElement.read(file), TokenizerConfig.read(folder.resolve("none")));
    long seed = Long.getLong("assay.seed", 1);
    try (HuggingFaceTokenizer theirs =
        HuggingFaceTokenizer.builder()
            .optTokenizerPath(file)
            .optTruncation(false)
            .optPadding(false)
            .build()) {
      for (String text : texts(seed)) {
        long[] expected = theirs.encode(text, false, false).getIds();
        assertThat(
                Arrays.stream(ours.encode(text, EncodingOptions.RENDERED)).asLongStream().toArray())
            .as("%s, seed %d: %s", name, seed, text)
            .isEqualTo(expected);
      }
    }
  }

  private static List<String> texts(long seed) throws IOException {
    List<String> texts = new ArrayList<>();
    SharedTokenizers.pairs("gpt-2").forEach(pair -> texts.add(pair.text()));
    texts.addAll(
        List.of(
            "\r\n\r\n a\rb",
            " ".repeat(300) + "x",
            "0123456789".repeat(9),
            "👩‍👩‍👧‍👦🏳️‍🌈 e\u0301\u0302",
            "עִבְרִית العَرَبِيَّة",
            "<|endoftext|><|im_start|>a<|im_end|> <|im_en",
            "<s> </s><unk>",
            "\u2581\u2581a \u2581",
            "ſ it'ſ K",
            "\u0085\u00a0\u2028\u3000 \u200b"));
    Random random = new Random(seed);
    String[] parts = {
      " ",
      "  ",
      "\n",
      "\r\n",
      "\t",
      "the",
      "Model",
      "été",
      "числа",
      "数学",
      "123",
      "4",
      "'s",
      "'LL",
      ".",
      "!?",
      "==",
      "😀",
      "👍🏽",
      "\u0301",
      "<|im_end|>",
      "<s>",
      "\u2581",
      "ß",
      "ﬁ",
      "हि",
      "\u00a0"
    };
    for (int i = 0; i < RANDOM_TEXTS; i++) {
      StringBuilder text = new StringBuilder();
      for (int length = random.nextInt(20); length >= 0; length--) {
        text.append(
            random.nextInt(3) > 0 ? parts[random.nextInt(parts.length)] : character(random));
      }
      texts.add(text.toString());
    }
    return texts;
  }

  private static String character(Random random) {
    int block = 2 * random.nextInt(BLOCKS.length / 2);
    return Character.toString(
        BLOCKS[block] + random.nextInt(BLOCKS[block + 1] - BLOCKS[block] + 1));
  }

  private static ObjectNode json(String name) throws IOException {
    Tokenizer source =
        switch (name) {
          case "qwen2" -> SharedTokenizers.qwen2();
          case "unigram" -> SharedTokenizers.gguf("llama-spm");
          case "o200k" -> SharedTokenizers.gguf("gpt-2"); // whose pieces are cut otherwise
          default -> SharedTokenizers.gguf(name);
        };
    Vocabulary vocabulary = source.vocabulary();
    ObjectNode file = NODES.objectNode().put("version", "1.0");
    file.putNull("truncation").putNull("padding");
    ArrayNode added = file.putArray("added_tokens");
    for (int id = 0; id < vocabulary.size(); id++) {
      switch (vocabulary.kinds().get(id)) {
        case CONTROL, UNKNOWN -> added.add(added(id, vocabulary.tokens().get(id), true));
        case USER_DEFINED -> added.add(added(id, vocabulary.tokens().get(id), false));
        case NORMAL, BYTE, UNUSED -> {}
      }
    }
    file.set("normalizer", normalizer(name));
    file.set("pre_tokenizer", preTokenizer(name));
    file.putNull("post_processor");
    file.set(
        "decoder",
        NODES
            .objectNode()
            .put("type", "ByteLevel")
            .put("add_prefix_space", false)
            .put("trim_offsets", false)
            .put("use_regex", false));
    file.set("model", name.equals("unigram") ? unigram(vocabulary) : bpe(name, vocabulary));
    return file;
  }

  private static ObjectNode added(int id, String text, boolean special) {
    return NODES
        .objectNode()
        .put("id", id)
        .put("content", text)
        .put("single_word", false)
        .put("lstrip", false)
        .put("rstrip", false)
        .put("normalized", false)
        .put("special", special);
  }

  private static ObjectNode normalizer(String name) {
    if (!name.equals("llama-spm")) {
      return null;
    }
    ObjectNode sequence = NODES.objectNode().put("type", "Sequence");
    ArrayNode parts = sequence.putArray("normalizers");
    parts.addObject().put("type", "Prepend").put("prepend", "\u2581");
    ObjectNode replace = parts.addObject().put("type", "Replace");
    replace.putObject("pattern").put("String", " ");
    replace.put("content", "\u2581");
    return sequence;
  }

  private static ObjectNode preTokenizer(String name) {
    return switch (name) {
      case "qwen2" -> sequence(split(QWEN2), byteLevel(false));
      case "gpt-2" -> byteLevel(true);
      case "o200k" -> sequence(split(O200K), byteLevel(false));
      case "starcoder" ->
          sequence(
              NODES.objectNode().put("type", "Digits").put("individual_digits", true),
              byteLevel(true));
      case "deepseek-coder" ->
          sequence(
              split("[\r\n]"),
              split("\\s?\\p{L}+"),
              split("\\s?\\p{P}+"),
              split("[一-龥ࠀ-一가-\uD7FF]+"),
              NODES.objectNode().put("type", "Digits").put("individual_digits", true),
              byteLevel(false));
      case "unigram" ->
          NODES
              .objectNode()
              .put("type", "Metaspace")
              .put("replacement", "\u2581")
              .put("prepend_scheme", "always")
              .put("split", true);
      default -> null;
    };
  }

  private static ObjectNode sequence(ObjectNode... parts) {
    ObjectNode sequence = NODES.objectNode().put("type", "Sequence");
    sequence.putArray("pretokenizers").addAll(List.of(parts));
    return sequence;
  }

  private static ObjectNode split(String pattern) {
    ObjectNode split = NODES.objectNode().put("type", "Split");
    split.putObject("pattern").put("Regex", pattern);
    return split.put("behavior", "Isolated").put("invert", false);
  }

  private static ObjectNode byteLevel(boolean regex) {
    return NODES
        .objectNode()
        .put("type", "ByteLevel")
        .put("add_prefix_space", false)
        .put("trim_offsets", false)
        .put("use_regex", regex);
  }

  private static ObjectNode unigram(Vocabulary vocabulary) throws IOException {
    float[] scores = SharedTokenizers.scores("llama-spm");
    ObjectNode model = NODES.objectNode().put("type", "Unigram").put("unk_id", 0);
    ArrayNode tokens = model.putArray("vocab");
    for (int id = 0; id < vocabulary.size(); id++) {
      // A score that is no power of two takes more digits as a double than it has.
      tokens.addArray().add(vocabulary.tokens().get(id)).add((double) scores[id]);
    }
    return model.put("byte_fallback", true);
  }

  private static ObjectNode bpe(String name, Vocabulary vocabulary) throws IOException {
    boolean characters = name.equals("llama-spm");
    ObjectNode model = NODES.objectNode().put("type", "BPE");
    model.putNull("dropout");
    model.put("unk_token", characters ? "<unk>" : null);
    model.put("fuse_unk", characters).put("byte_fallback", characters).put("ignore_merges", false);
    ObjectNode ids = model.putObject("vocab");
    for (int id = 0; id < vocabulary.size(); id++) {
      ids.put(vocabulary.tokens().get(id), id);
    }
    ArrayNode merges = model.putArray("merges");
    if (characters) {
      merges(vocabulary).forEach(pair -> merges.addArray().add(pair[0]).add(pair[1]));
    } else {
      SharedTokenizers.merges(name.equals("o200k") ? "gpt-2" : name).forEach(merges::add);
    }
    return model;
  }

  /// All pairs of tokens that join to a token, in the order of the joined tokens.
  private static List<String[]> merges(Vocabulary vocabulary) {
    Map<String, Integer> ids = new HashMap<>();
    for (int id = 0; id < vocabulary.size(); id++) {
      if (vocabulary.kinds().get(id) == TokenKind.NORMAL) {
        ids.put(vocabulary.tokens().get(id), id);
      }
    }
    List<String[]> merges = new ArrayList<>();
    List<String> ordered = new ArrayList<>(ids.keySet());
    ordered.sort(Comparator.comparing(ids::get));
    for (String token : ordered) {
      for (int cut = 1; cut < token.length(); cut++) {
        String left = token.substring(0, cut);
        String right = token.substring(cut);
        if (ids.containsKey(left) && ids.containsKey(right)) {
          merges.add(new String[] {left, right});
        }
      }
    }
    return merges;
  }
}
