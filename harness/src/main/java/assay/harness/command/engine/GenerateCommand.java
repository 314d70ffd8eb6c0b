package assay.harness.command.engine;

import assay.engine.ContextOverflowException;
import assay.engine.Generation;
import assay.harness.model.EngineModel;
import assay.harness.run.Console;
import assay.harness.run.UsageException;
import assay.results.GenerationSettings;
import assay.results.Message;
import assay.results.Prompt;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Continues a prompt.
@Command(
    name = "generate",
    mixinStandardHelpOptions = true,
    description = "Continues tokens, a text, or a chat.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  assay engine generate --model m.gguf --prompt \"The capital of France is\" --max-tokens 8",
      "  assay engine generate --model m.gguf --messages chat.json --max-tokens 256 --json",
      "      chat.json: [{\"role\": \"user\", \"content\": \"Hi\"}]",
      "",
      "--json prints tokens, text, finishReason, promptTokens, reusedTokens, prefillSeconds,",
      "decodeSeconds, prefillTokensPerSecond and decodeTokensPerSecond."
    })
final class GenerateCommand implements Callable<Integer> {
  private final Console console;

  @Mixin private ModelFile model;

  @ArgGroup(multiplicity = "1")
  private Input input;

  @Option(
      names = "--max-tokens",
      required = true,
      paramLabel = "N",
      description = "Most tokens to generate.")
  private int maxTokens;

  @Option(
      names = "--temperature",
      paramLabel = "T",
      defaultValue = "0",
      description = "0 is greedy (default).")
  private double temperature;

  @Option(names = "--top-p", paramLabel = "P", defaultValue = "1", description = "Nucleus mass.")
  private double topP;

  @Option(
      names = "--top-k",
      paramLabel = "K",
      defaultValue = "0",
      description = "Most likely tokens kept; 0 keeps all.")
  private int topK;

  @Option(names = "--seed", paramLabel = "S", defaultValue = "0", description = "Random seed.")
  private long seed;

  @Option(names = "--stop", paramLabel = "TEXT", description = "Stop string; may be repeated.")
  private List<String> stop = List.of();

  @Option(
      names = "--ignore-eos",
      description = "Go on behind the end tokens, as for comparing greedy continuations.")
  private boolean ignoreEos;

  @Option(names = "--json", description = "Print one JSON object instead of the text.")
  private boolean json;

  /// What is continued.
  static final class Input {
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
  }

  GenerateCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws IOException {
    GenerationSettings settings;
    try {
      settings = new GenerationSettings(maxTokens, temperature, topP, topK, seed, stop, 1);
    } catch (IllegalArgumentException e) {
      throw new UsageException(e.getMessage());
    }
    try (EngineModel opened = model.open()) {
      int[] tokens =
          input.tokens == null
              ? opened.tokens(prompt())
              : input.tokens.stream().mapToInt(Integer::intValue).toArray();
      Generation generation = generate(opened, tokens, settings);
      console.out().println(json ? describe(generation) : generation.text());
    }
    return 0;
  }

  private Generation generate(EngineModel opened, int[] tokens, GenerationSettings settings) {
    try {
      return opened.generate(tokens, settings, seed, !ignoreEos);
    } catch (ContextOverflowException | IllegalArgumentException e) {
      throw new UsageException(e.getMessage());
    }
  }

  private static ObjectNode describe(Generation generation) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    generation.tokens().forEach(node.putArray("tokens")::add);
    node.put("text", generation.text());
    node.put("finishReason", generation.finishReason().name().toLowerCase(Locale.ROOT));
    node.put("promptTokens", generation.promptTokens());
    node.put("reusedTokens", generation.reusedTokens());
    node.put("prefillSeconds", generation.prefillSeconds());
    node.put("decodeSeconds", generation.decodeSeconds());
    rate(
        node,
        "prefillTokensPerSecond",
        generation.promptTokens() - generation.reusedTokens(),
        generation.prefillSeconds());
    rate(node, "decodeTokensPerSecond", generation.tokens().size() - 1, generation.decodeSeconds());
    return node;
  }

  private static void rate(ObjectNode node, String name, int tokens, double seconds) {
    if (tokens > 0 && seconds > 0) {
      node.put(name, tokens / seconds);
    } else {
      node.putNull(name);
    }
  }

  private Prompt prompt() throws IOException {
    return input.prompt == null
        ? new Prompt.Chat(messages(input.messages))
        : new Prompt.Text(input.prompt);
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
