package assay.engine.family;

import assay.engine.config.ModelConfig;
import assay.engine.format.GgufFile;
import assay.engine.format.MalformedModelException;
import assay.engine.format.MalformedModelException.FilePlace;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/// All families that the engine runs.
public final class Families {
  private static final List<Family> ALL =
      List.of(
          new Qwen(),
          new Qwen2(),
          new Qwen2Moe(),
          new Qwen3(),
          new Qwen3Moe(),
          new Qwen3Next(),
          new Qwen35(),
          new Qwen35Moe(),
          new Llama(),
          new Phi3(),
          new PhiMoe(),
          new Bloom(),
          new Mpt(),
          new Gemma(),
          new Gemma2(),
          new Gemma3(),
          new Deepseek(),
          new Glm4(),
          new Glm4Moe(),
          new SmolLm3(),
          new Olmo2(),
          new Granite(),
          new Mistral3(),
          new SeedOss(),
          new GptOss(),
          new GraniteMoe(),
          new MiniMaxM2(),
          new Llama4(),
          new Deepseek32());

  private Families() {}

  /// Returns the names that GGUF files have for the families.
  public static List<String> architectures() {
    return ALL.stream().map(family -> family.names().architecture()).toList();
  }

  /// Returns the names that configurations have for them.
  public static List<String> modelTypes() {
    return ALL.stream().flatMap(family -> family.names().modelTypes().stream()).sorted().toList();
  }

  /// Reads a GGUF file's metadata and, where files keep settings there, its small tensors.
  ///
  /// @throws MalformedModelException if the architecture is none that the engine runs, or a key is
  ///   missing, out of range, or unknown and so might ask for arithmetic that would be left out
  public static ModelConfig read(GgufFile file) {
    String key = "general.architecture";
    FilePlace place = FilePlace.ofKey(file.path(), key);
    String name =
        file.metadata()
            .string(key)
            .orElseThrow(
                () ->
                    new MalformedModelException(
                        place,
                        "key is missing",
                        "a text",
                        "nothing",
                        "Convert the model again, or use another file of it"));
    Family family =
        matching(each -> Stream.of(each.architecture()), name)
            .orElseThrow(
                () ->
                    new MalformedModelException(
                        place,
                        OtherModel.named(name)
                            .map(OtherModel::what)
                            .orElse("the engine does not run this architecture"),
                        "one of " + architectures(),
                        "\"" + name + "\"",
                        OtherModel.named(name)
                            .map(OtherModel::advice)
                            .orElse("Use a model of a supported architecture")));
    GgufSettings settings = new GgufSettings(file, name);
    ModelConfig config = family.outline(settings).config();
    settings.refuseUnread();
    return config;
  }

  /// Reads a configuration; the caller refuses what is left unread.
  ///
  /// @throws MalformedModelException as [#read(GgufFile)]
  public static Outline read(JsonSettings settings) {
    String name = settings.text("model_type");
    return matching(each -> each.modelTypes().stream(), name)
        .orElseThrow(
            () ->
                settings
                    .find("model_type")
                    .orElseThrow()
                    .fault(
                        OtherModel.named(name)
                            .map(OtherModel::what)
                            .orElse("the engine does not run this kind of model"),
                        "one of " + String.join(", ", modelTypes()),
                        "\"" + name + "\""))
        .outline(settings);
  }

  private static Optional<Family> matching(
      Function<Family.Names, Stream<String>> names, String name) {
    return ALL.stream()
        .filter(family -> names.apply(family.names()).anyMatch(name::equals))
        .findFirst();
  }
}
