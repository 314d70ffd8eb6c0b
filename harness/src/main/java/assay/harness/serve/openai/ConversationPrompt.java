package assay.harness.serve.openai;

import assay.engine.template.ChatTemplate.ChatRequest;
import assay.engine.template.TemplateException;
import assay.harness.model.EnginePrompt;
import assay.harness.run.RunFailedException;
import assay.harness.run.UsageException;
import assay.harness.serve.work.ServedModel;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// A conversation, and how the template is to write it.
final class ConversationPrompt {
  /// What a request says otherwise, and a template's variable may not say again.
  private static final Set<String> RESERVED = Set.of("messages", "tools", "add_generation_prompt");

  private ConversationPrompt() {}

  /// Returns the tokens of the conversation that a request has.
  ///
  /// @throws ApiException if it has none, or the template refuses it
  static EnginePrompt read(RequestFields fields, ServedModel served) throws ApiException {
    List<Map<String, Object>> messages = ConversationMessages.read(fields);
    ChatRequest request =
        new ChatRequest(
            messages, tools(fields), fields.flag("add_generation_prompt", true), variables(fields));
    try {
      return served.model().prompt(request);
    } catch (UsageException e) {
      throw ApiException.field(
          "messages",
          "The model `%s` has no chat template; use /v1/completions.".formatted(served.id()));
    } catch (TemplateException e) {
      throw ApiException.field(
          "messages", "The model's chat template refuses this: " + e.getMessage());
    } catch (RunFailedException | IllegalArgumentException e) {
      throw ApiException.field("messages", "The messages cannot be read: " + e.getMessage());
    }
  }

  private static List<Map<String, Object>> tools(RequestFields fields) throws ApiException {
    Optional<JsonNode> choice = fields.node("tool_choice");
    boolean none = choice.isPresent() && choice.get().asText().equals("none");
    boolean auto = choice.isEmpty() || choice.get().asText().equals("auto");
    if (!none && !auto) {
      throw ApiException.unsupported(
          "tool_choice",
          "'tool_choice' can be 'auto' or 'none': this server does not hold a model to a call.");
    }
    if (fields.has("functions")) {
      throw ApiException.unsupported("functions", "'functions' is not served; use 'tools'.");
    }
    List<Map<String, Object>> tools = new ArrayList<>();
    for (RequestFields tool : fields.objects("tools")) {
      Map<String, Object> plain = new HashMap<>();
      tool.object()
          .properties()
          .forEach(e -> plain.put(e.getKey(), RequestFields.plain(e.getValue())));
      tools.add(plain);
    }
    return none ? List.of() : tools;
  }

  private static Map<String, Object> variables(RequestFields fields) throws ApiException {
    Map<String, Object> variables = new HashMap<>();
    fields.text("reasoning_effort").ifPresent(effort -> variables.put("reasoning_effort", effort));
    if (fields.object("chat_template_kwargs").isPresent()) {
      for (Map.Entry<String, JsonNode> each :
          fields.object("chat_template_kwargs").get().object().properties()) {
        if (RESERVED.contains(each.getKey())) {
          throw ApiException.field(
              "chat_template_kwargs." + each.getKey(),
              "'%s' is a field of the request, not of 'chat_template_kwargs'."
                  .formatted(each.getKey()));
        }
        variables.put(each.getKey(), RequestFields.plain(each.getValue()));
      }
    }
    return variables;
  }
}
