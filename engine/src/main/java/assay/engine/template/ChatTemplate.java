package assay.engine.template;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.util.Collections;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/// The chat template of a model: turns a conversation into the text that the model was trained on.
public final class ChatTemplate {
  private final String source;
  private final Template template;
  private final Map<String, String> specialTokens;

  private ChatTemplate(String source, Template template, Map<String, String> specialTokens) {
    this.source = source;
    this.template = template;
    this.specialTokens = Map.copyOf(specialTokens);
  }

  /// Returns the template with this source text.
  ///
  /// @param source the Jinja text
  /// @param specialTokens texts of the model's special tokens by their names, such as `bos_token`
  ///   and `eos_token`; they are variables of the template
  /// @throws TemplateException if it is malformed or uses what is not supported
  public static ChatTemplate parse(String source, Map<String, String> specialTokens) {
    return new ChatTemplate(source, Template.parse(source), specialTokens);
  }

  /// Returns the source text.
  public String source() {
    return source;
  }

  /// Returns the texts of the model's special tokens by the names of their variables.
  public Map<String, String> specialTokens() {
    return specialTokens;
  }

  /// Returns the SHA-256 of the source text in UTF-8, as 64 hexadecimal digits.
  public String digest() {
    try {
      MessageDigest sha = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(sha.digest(source.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException missing) {
      throw new IllegalStateException("every JDK has SHA-256", missing);
    }
  }

  /// Returns the text of a conversation.
  ///
  /// As in Transformers' `apply_chat_template`, `tools` and `documents` are always defined and
  /// `none` when absent.
  ///
  /// @param chat the conversation
  /// @param clock what `strftime_now` reads; a fixed one makes the text repeatable
  /// @throws TemplateException if the template refuses the conversation or fails
  public String render(ChatRequest chat, Clock clock) {
    Map<String, Object> context = new HashMap<>(specialTokens);
    context.put("messages", chat.messages());
    context.put("tools", chat.tools().isEmpty() ? null : chat.tools());
    context.put("documents", null);
    context.put("add_generation_prompt", chat.addGenerationPrompt());
    context.putAll(chat.variables());
    return template.render(context, clock);
  }

  /// A conversation as a chat template takes it.
  ///
  /// @param messages the messages, each with at least `role` and `content`
  /// @param tools descriptions of the tools that the model may call, empty for none
  /// @param addGenerationPrompt whether the text ends where the assistant begins to answer
  /// @param variables further variables, such as `enable_thinking`
  public record ChatRequest(
      List<Map<String, Object>> messages,
      List<Map<String, Object>> tools,
      boolean addGenerationPrompt,
      Map<String, Object> variables) {

    /// Copies the lists; the messages themselves may hold nulls and are kept as they are.
    public ChatRequest {
      messages = List.copyOf(messages);
      tools = List.copyOf(tools);
      variables = Collections.unmodifiableMap(new HashMap<>(variables));
    }

    /// Returns a conversation without tools, to be answered by the assistant.
    public static ChatRequest of(List<Message> messages) {
      return new ChatRequest(
          messages.stream().map(Message::fields).toList(), List.of(), true, Map.of());
    }
  }

  /// A message of plain text.
  ///
  /// @param role who speaks: `system`, `user` or `assistant`
  /// @param content what is said
  public record Message(String role, String content) {
    private Map<String, Object> fields() {
      return Map.of("role", role, "content", content);
    }
  }
}
