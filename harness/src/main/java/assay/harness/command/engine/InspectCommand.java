package assay.harness.command.engine;

import assay.engine.ModelInspection;
import assay.engine.config.AttentionConfig.GatedDelta;
import assay.engine.config.AttentionConfig.GroupedQuery;
import assay.engine.config.AttentionConfig.Latent;
import assay.engine.config.BlockConfig;
import assay.engine.config.CacheGrowth;
import assay.engine.config.CacheType;
import assay.engine.config.FeedForwardConfig.Experts;
import assay.engine.config.FeedForwardConfig.Gated;
import assay.engine.config.FeedForwardConfig.Plain;
import assay.engine.config.ModelConfig;
import assay.engine.kernels.KernelSelector;
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
        "Shows architecture, parameters (total and active), tensors by type, bytes of weights and"
            + " of KV cache per token, and the kernels that would run it here.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  assay engine inspect --model m.gguf",
      "  assay engine inspect --model checkpoint/ --json"
    })
final class InspectCommand implements Callable<Integer> {
  private static final int[] LENGTHS = {1024, 32_768, 131_072};

  private final Console console;

  @Option(
      names = "--model",
      required = true,
      paramLabel = "FILE",
      description = "A GGUF file, or a checkpoint folder.")
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

  private static void describe(BlockConfig block, ObjectNode node) {
    switch (block.attention()) {
      case GroupedQuery attention -> {
        node.put("headCount", attention.headCount());
        node.put("kvHeadCount", attention.kvHeadCount());
        node.put("headDim", attention.headDim());
      }
      case Latent attention -> {
        node.put("headCount", attention.headCount());
        node.put("latentDim", attention.shape().latentDim());
        node.put("headDim", attention.shape().headDim());
      }
      case GatedDelta attention -> {
        node.put("headCount", attention.headCount());
        node.put("headDim", attention.shape().valueDim());
      }
    }
    switch (block.feedForward()) {
      case Gated gated -> node.put("ffnDim", gated.ffnDim());
      case Plain plain -> node.put("ffnDim", plain.ffnDim());
      case Experts experts -> {
        node.put("expertCount", experts.router().expertCount());
        node.put("expertsUsed", experts.router().usedCount());
        node.put("expertDim", experts.expertDim());
      }
    }
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
    describe(config.blocks().getLast(), node);
    node.put("vocabSize", config.vocabSize());
    node.put("weightBytesPerToken", model.weightBytesPerToken());
    node.put("kvBytesPerToken", model.kvBytesPerToken());
    if (config.stateBytes() > 0) {
      node.put("stateBytesPerSequence", config.stateBytes());
    }
    ObjectNode kvBytes = node.putObject("kvBytesPerTokenByType");
    for (CacheType type : CacheType.values()) {
      kvBytes.put(type.name(), config.kvBytesPerToken(type));
    }
    CacheGrowth growth = CacheGrowth.of(config, CacheType.F32);
    node.put("attention", growth.words());
    ObjectNode sequence = node.putObject("kvBytesNeededAt");
    for (int length : LENGTHS) {
      sequence.put(String.valueOf(length), growth.bytes(length));
    }
    node.put("fileBytes", model.fileBytes());
    node.put("kernels", KernelSelector.available().getFirst().name());
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
