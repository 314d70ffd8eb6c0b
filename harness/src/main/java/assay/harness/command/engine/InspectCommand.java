package assay.harness.command.engine;

import assay.engine.ModelInspection;
import assay.engine.model.ModelConfig;
import assay.harness.run.Console;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// Says what a model file is, from its header alone.
@Command(
    name = "inspect",
    mixinStandardHelpOptions = true,
    description =
        "Shows architecture, parameters (total and active), tensors by type and KV bytes per"
            + " token.")
final class InspectCommand implements Callable<Integer> {
  private final Console console;

  @Option(names = "--model", required = true, paramLabel = "FILE", description = "A GGUF file.")
  private Path model;

  @Option(names = "--json", description = "Print one JSON object instead of lines.")
  private boolean json;

  InspectCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws IOException {
    ObjectNode node = describe(ModelInspection.of(model));
    if (json) {
      console.out().println(node);
    } else {
      node.properties()
          .forEach(
              entry -> console.out().printf("%-20s %s%n", entry.getKey(), plain(entry.getValue())));
    }
    return 0;
  }

  private static String plain(JsonNode value) {
    return value.isValueNode() ? value.asText() : value.toString();
  }

  private static ObjectNode describe(ModelInspection model) {
    ModelConfig config = model.config();
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("architecture", config.architecture());
    node.put("parametersTotal", model.totalParameters());
    node.put("parametersActive", model.activeParameters());
    node.put("contextLength", config.contextLength());
    node.put("modelDim", config.modelDim());
    node.put("layerCount", config.layerCount());
    node.put("headCount", config.attention().headCount());
    node.put("kvHeadCount", config.attention().kvHeadCount());
    node.put("headDim", config.attention().headDim());
    node.put("ffnDim", config.ffnDim());
    node.put("vocabSize", config.vocabSize());
    node.put("kvBytesPerToken", model.kvBytesPerToken());
    node.put("fileBytes", model.fileBytes());
    ObjectNode tensors = node.putObject("tensors");
    model
        .tensors()
        .forEach(
            (type, usage) ->
                tensors
                    .putObject(type.name())
                    .put("count", usage.count())
                    .put("parameters", usage.parameters())
                    .put("bytes", usage.bytes()));
    return node;
  }
}
