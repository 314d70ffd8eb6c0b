package assay.harness;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

/// A `tokenizer.json` of byte-level BPE without merges, over printable ASCII, space and newline.
public final class CharacterTokenizer {
  private static final JsonMapper JSON = new JsonMapper();
  private static final int END = 95;

  private CharacterTokenizer() {}

  /// Returns it.
  public static ObjectNode json() {
    ObjectNode tokenizer = JSON.createObjectNode().put("version", "1.0");
    tokenizer
        .putArray("added_tokens")
        .addObject()
        .put("id", END)
        .put("content", "<|endoftext|>")
        .put("single_word", false)
        .put("lstrip", false)
        .put("rstrip", false)
        .put("normalized", false)
        .put("special", true);
    tokenizer.putNull("normalizer");
    ObjectNode bytes =
        JSON.createObjectNode()
            .put("type", "ByteLevel")
            .put("add_prefix_space", false)
            .put("trim_offsets", true)
            .put("use_regex", true);
    tokenizer.set("pre_tokenizer", bytes);
    tokenizer.putNull("post_processor");
    tokenizer.set("decoder", bytes.deepCopy());
    ObjectNode model = tokenizer.putObject("model").put("type", "BPE");
    ObjectNode vocabulary = model.putObject("vocab");
    "\u0120\u010a".chars().forEach(c -> vocabulary.put(Character.toString(c), vocabulary.size()));
    for (char c = '!'; c <= '}'; c++) {
      vocabulary.put(String.valueOf(c), vocabulary.size());
    }
    model.putArray("merges");
    return tokenizer;
  }
}
