package assay.engine;

import assay.engine.config.FeedForwardConfig.Experts;
import assay.engine.config.ModelConfig;
import assay.engine.format.TensorInfo;
import assay.engine.format.WeightFile;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// How many bytes of weights computing one token alone reads, in the types that they are stored in.
final class DecodeTraffic {
  /// Tensors of experts, stacked or one by one.
  private static final Pattern EXPERT =
      Pattern.compile("blk\\.(\\d+)\\.ffn_\\w+?(_exps|\\.\\d+)\\.weight");

  private DecodeTraffic() {}

  /// Returns the bytes: every tensor but the experts that are not picked, and of an embedding that
  /// is not the output matrix too one row.
  static long bytes(WeightFile file, ModelConfig config) {
    return file.tensors().values().stream().mapToLong(tensor -> bytes(file, config, tensor)).sum();
  }

  private static long bytes(WeightFile file, ModelConfig config, TensorInfo tensor) {
    if (tensor.name().equals("token_embd.weight") && file.tensor("output.weight").isPresent()) {
      return tensor.dtype().byteSize(config.modelDim());
    }
    long stored =
        tensor.byteSize() + file.scales(tensor).map(scales -> scales.data().byteSize()).orElse(0L);
    Matcher name = EXPERT.matcher(tensor.name());
    if (!name.matches()) {
      return stored;
    }
    int layer = Integer.parseInt(name.group(1));
    // Experts are equally large, so a share of all of them is that of those picked.
    return config.blocks().get(layer).feedForward() instanceof Experts experts
        ? stored * experts.router().usedCount() / experts.router().expertCount()
        : stored;
  }
}
