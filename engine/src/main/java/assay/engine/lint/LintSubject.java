package assay.engine.lint;

import assay.engine.ChatTemplates;
import assay.engine.format.GgufFile;
import assay.engine.format.JsonElement;
import assay.engine.format.JsonValue.JsonArray;
import assay.engine.format.TensorInfo;
import assay.engine.template.ChatTemplate;
import assay.engine.template.TemplateException;
import assay.engine.tokenizer.Tokenizer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;

/// What the rules look at.
///
/// @param tokenizer of the model
/// @param template of the model, if it has one that can be read
/// @param templateFault why its template cannot be read
/// @param embeddingRows for how many tokens there are weights, if the files say so
/// @param ends the tokens that end an answer, by the file that says so
record LintSubject(
    Tokenizer tokenizer,
    Optional<ChatTemplate> template,
    Optional<String> templateFault,
    OptionalLong embeddingRows,
    Map<String, Set<Integer>> ends) {

  /// Reads a chat template; a fault of it is a finding.
  @FunctionalInterface
  private interface TemplateReader {
    Optional<ChatTemplate> read() throws IOException;
  }

  static LintSubject of(Path path) throws IOException {
    return Files.isDirectory(path) ? ofFolder(path) : ofGguf(path);
  }

  private static LintSubject ofGguf(Path path) throws IOException {
    try (GgufFile file = GgufFile.open(path)) {
      TensorInfo embedding = file.tensors().get("token_embd.weight");
      return of(
          Tokenizer.fromGguf(file.metadata()),
          () -> ChatTemplates.ofGguf(file.metadata()),
          embedding == null ? OptionalLong.empty() : OptionalLong.of(embedding.shape().rows()),
          Map.of());
    }
  }

  private static LintSubject ofFolder(Path folder) throws IOException {
    Map<String, Set<Integer>> ends = new LinkedHashMap<>();
    OptionalLong rows = OptionalLong.empty();
    for (String name : new String[] {"config.json", "generation_config.json"}) {
      Path file = folder.resolve(name);
      if (Files.isRegularFile(file)) {
        JsonElement config = JsonElement.read(file);
        config.get("eos_token_id").ifPresent(ids -> ends.put(name, ids(ids)));
        if (name.equals("config.json") && config.get("vocab_size").isPresent()) {
          rows = OptionalLong.of(config.require("vocab_size").integer());
        }
      }
    }
    return of(Tokenizer.fromFolder(folder), () -> ChatTemplates.ofFolder(folder), rows, ends);
  }

  private static LintSubject of(
      Tokenizer tokenizer, TemplateReader reader, OptionalLong rows, Map<String, Set<Integer>> ends)
      throws IOException {
    try {
      return new LintSubject(tokenizer, reader.read(), Optional.empty(), rows, ends);
    } catch (TemplateException fault) {
      return new LintSubject(
          tokenizer, Optional.empty(), Optional.of(fault.getMessage()), rows, ends);
    }
  }

  /// One id or an array of them.
  private static Set<Integer> ids(JsonElement ids) {
    Set<Integer> all = new TreeSet<>();
    if (ids.value() instanceof JsonArray) {
      ids.items().forEach(id -> all.add((int) id.integer()));
    } else {
      all.add((int) ids.integer());
    }
    return all;
  }

  /// How a token is written in messages.
  String spelled(int token) {
    boolean known = token >= 0 && token < tokenizer.size();
    return known
        ? "\"" + tokenizer.vocabulary().tokens().get(token) + "\" (" + token + ")"
        : "token " + token;
  }
}
