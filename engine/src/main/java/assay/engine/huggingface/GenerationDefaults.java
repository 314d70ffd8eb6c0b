package assay.engine.huggingface;

import assay.engine.format.JsonElement;
import assay.engine.format.JsonValue;
import assay.engine.format.JsonValue.JsonArray;
import assay.engine.format.JsonValue.JsonBool;
import assay.engine.format.JsonValue.JsonNull;
import assay.engine.format.JsonValue.JsonNumber;
import assay.engine.format.JsonValue.JsonObject;
import assay.engine.format.JsonValue.JsonText;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// What `generation_config.json` says: the tokens that end a text, and settings of sampling. The
/// settings are information; nothing in the engine applies them.
///
/// @param endTokens ids, in their order; without that file those of `config.json`
/// @param sampling settings by name, such as `temperature` and `top_p`, as the file spells them
public record GenerationDefaults(List<Integer> endTokens, Map<String, String> sampling) {
  private static final String END = "eos_token_id";

  /// Members that say nothing about how a token is chosen.
  private static final Set<String> OTHER =
      Set.of("_from_model_config", "bos_token_id", END, "pad_token_id", "transformers_version");

  /// Copies list and map.
  public GenerationDefaults {
    endTokens = List.copyOf(endTokens);
    sampling = Map.copyOf(sampling);
  }

  static GenerationDefaults read(JsonElement generation, JsonElement config) {
    List<Integer> ends =
        generation
            .get(END)
            .or(() -> config.get(END))
            .map(GenerationDefaults::ids)
            .orElse(List.of());
    Map<String, String> sampling = new LinkedHashMap<>();
    if (!generation.equals(config)) {
      generation.members().forEach((key, value) -> addSetting(key, value, sampling));
    }
    return new GenerationDefaults(ends, sampling);
  }

  private static void addSetting(String key, JsonElement value, Map<String, String> sampling) {
    if (!OTHER.contains(key) && !value.isNull()) {
      sampling.put(key, spelled(value.value()));
    }
  }

  private static String spelled(JsonValue value) {
    return switch (value) {
      case JsonNull _ -> "null";
      case JsonBool(boolean truth) -> String.valueOf(truth);
      case JsonNumber(String literal) -> literal;
      case JsonText(String text) -> text;
      case JsonArray(List<JsonValue> items) ->
          items.stream()
              .map(GenerationDefaults::spelled)
              .collect(Collectors.joining(", ", "[", "]"));
      case JsonObject(Map<String, JsonValue> members) ->
          members.entrySet().stream()
              .map(entry -> entry.getKey() + ": " + spelled(entry.getValue()))
              .collect(Collectors.joining(", ", "{", "}"));
    };
  }

  private static List<Integer> ids(JsonElement member) {
    return member.value() instanceof JsonArray
        ? member.items().stream().map(GenerationDefaults::id).toList()
        : List.of(id(member));
  }

  private static int id(JsonElement member) {
    long id = member.integer();
    if (id < 0 || id > Integer.MAX_VALUE) {
      throw member.fault("this is no token", "an id from 0 to 2147483647", String.valueOf(id));
    }
    return (int) id;
  }
}
