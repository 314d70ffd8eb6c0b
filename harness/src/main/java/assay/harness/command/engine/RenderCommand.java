package assay.harness.command.engine;

import assay.engine.template.Template;
import assay.harness.run.Console;
import assay.harness.run.UsageException;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// Renders a chat template with a context, as Transformers would.
@Command(
    name = "render",
    mixinStandardHelpOptions = true,
    description = "Prints the exact text of a Jinja chat template for a context, nothing added.",
    footerHeading = "%nExample:%n",
    footer = {
      "  assay engine render --template chat_template.jinja --context context.json",
      "      context.json: {\"messages\": [{\"role\": \"user\", \"content\": \"Hi\"}],",
      "                     \"add_generation_prompt\": true, \"bos_token\": \"<s>\"}"
    })
final class RenderCommand implements Callable<Integer> {
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.USE_BIG_INTEGER_FOR_INTS)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private final Console console;

  @Option(names = "--template", required = true, paramLabel = "FILE", description = "The template.")
  private Path template;

  @Option(
      names = "--context",
      required = true,
      paramLabel = "FILE",
      description = "A JSON object with the template's variables.")
  private Path context;

  @Option(
      names = "--now",
      paramLabel = "TIME",
      description = "What strftime_now reads, as 2026-11-23T10:05:07 (default: the present).")
  private LocalDateTime now;

  RenderCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws IOException {
    Map<String, Object> variables;
    try {
      variables =
          JSON.readValue(Files.readString(context), new TypeReference<Map<String, Object>>() {});
    } catch (JsonProcessingException e) {
      throw new UsageException(
          "--context %s: line %d: %s"
              .formatted(context, e.getLocation().getLineNr(), e.getOriginalMessage()));
    }
    Clock clock =
        now == null
            ? Clock.system(ZoneId.systemDefault())
            : Clock.fixed(now.toInstant(ZoneOffset.UTC), ZoneOffset.UTC);
    console.exact(Template.parse(Files.readString(template)).render(variables, clock));
    return 0;
  }
}
