package assay.harness.cache;

import assay.harness.run.CompletionRequest;
import assay.results.Digests;
import assay.results.GenerationSettings;
import assay.results.Prompt;
import assay.results.RunManifest.ModelIdentity;
import assay.results.text.Escapes;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.TreeMap;

/// Everything that a completion depends on, so that no model's answer is ever taken for another's:
/// the model with its digests or its endpoint, how it computes or is called, the exact prompt, how
/// is sampled, and which attempt it is.
///
/// @param text the parts as canonical JSON
/// @param digest SHA-256 of the text, the entry's name
record CacheKey(String text, String digest) {
  /// @param code what computes the model here, such as [EngineBuild#digest]; empty for one that
  ///   runs elsewhere
  static CacheKey of(ModelIdentity model, String code, CompletionRequest request) {
    ObjectNode key = JsonNodeFactory.instance.objectNode();
    key.set("model", model(model));
    key.put("code", code);
    key.set("prompt", prompt(request.prompt()));
    key.set("settings", settings(request.settings()));
    key.put("seed", request.seed());
    key.put("attempt", request.attempt());
    String text = Escapes.JSON.apply(key.toString());
    return new CacheKey(text, Digests.ofText(text));
  }

  private static ObjectNode model(ModelIdentity model) {
    ObjectNode node = JsonNodeFactory.instance.objectNode().put("name", model.name());
    node.put("kind", model.facts().kind());
    map(node.putObject("digests"), model.digests());
    map(node.putObject("facts"), model.facts().words());
    return node;
  }

  private static void map(ObjectNode node, Map<String, String> values) {
    new TreeMap<>(values).forEach(node::put);
  }

  private static ObjectNode prompt(Prompt prompt) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    switch (prompt) {
      case Prompt.Chat chat -> {
        ArrayNode messages = node.putArray("messages");
        chat.messages()
            .forEach(message -> messages.addArray().add(message.role()).add(message.content()));
      }
      case Prompt.Text text -> node.put("text", text.text());
      case Prompt.Continuations asked -> {
        node.put("text", asked.text());
        asked.continuations().forEach(node.withArray("continuations")::add);
      }
      case Prompt.Unrecorded unrecorded -> node.putNull("text");
    }
    return node;
  }

  private static ObjectNode settings(GenerationSettings settings) {
    ObjectNode node =
        JsonNodeFactory.instance
            .objectNode()
            .put("maxTokens", settings.maxTokens())
            .put("temperature", settings.temperature())
            .put("topP", settings.topP())
            .put("topK", settings.topK());
    settings.stop().forEach(node.putArray("stop")::add);
    return node;
  }
}
