package assay.harness.tokens;

import assay.harness.model.EngineModel;
import assay.harness.model.EnginePrompt;
import assay.harness.run.UsageException;
import assay.results.Message;
import assay.results.Prompt;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/// What a model reads: tokens, a text, or a chat.
public final class TokenInput {
  @Option(
      names = "--tokens",
      split = ",",
      paramLabel = "IDS",
      description = "Token ids, separated by commas.")
  private List<Integer> tokens;

  @Option(names = "--prompt", paramLabel = "TEXT", description = "A text, without template.")
  private String prompt;

  @Option(
      names = "--messages",
      paramLabel = "FILE",
      description = "A JSON array of role and content, for the model's chat template.")
  private Path messages;

  /// Returns the tokens of what was given.
  public EnginePrompt read(EngineModel model) throws IOException {
    if (tokens != null) {
      return EnginePrompt.of(tokens.stream().mapToInt(Integer::intValue).toArray());
    }
    return model.prompt(
        prompt == null ? new Prompt.Chat(messages(messages)) : new Prompt.Text(prompt));
  }

  private static List<Message> messages(Path file) throws IOException {
    JsonNode array;
    try {
      array = new JsonMapper().readTree(Files.readString(file));
    } catch (JsonProcessingException e) {
      throw new UsageException(
          "--messages %s: line %d: %s"
              .formatted(file, e.getLocation().getLineNr(), e.getOriginalMessage()));
    }
    List<Message> messages = new ArrayList<>();
    for (JsonNode message : array) {
      if (!message.path("role").isTextual() || !message.path("content").isTextual()) {
        throw new UsageException(
            "--messages %s: expected an array of objects with role and content".formatted(file));
      }
      messages.add(new Message(message.path("role").asText(), message.path("content").asText()));
    }
    return messages;
  }
}
