package assay.engine.huggingface;

import assay.engine.family.TensorNames;
import assay.engine.format.BlockScales;
import assay.engine.format.DType;
import assay.engine.format.MalformedModelException;
import assay.engine.format.MalformedModelException.FilePlace;
import assay.engine.format.Shape;
import assay.engine.format.TensorInfo;
import assay.engine.format.WeightFile;
import assay.engine.huggingface.Shards.Located;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// The tensors of a checkpoint under the names that the engine uses, in the bytes of their files.
final class CheckpointWeights implements WeightFile {
  private static final String SCALES = "_scale_inv";
  private static final String OUTPUT = "output.weight";
  private static final String REMEDY =
      "The weights do not fit config.json: fetch both again from one place";

  private final Path folder;
  private final Shards shards;
  private final Map<String, Located> located;
  private final Map<String, TensorInfo> tensors;
  private final Map<String, BlockScales> scales;

  private CheckpointWeights(Path folder, Shards shards, Map<String, Located> located) {
    this.folder = folder;
    this.shards = shards;
    this.located = located;
    this.tensors = new LinkedHashMap<>();
    this.scales = new LinkedHashMap<>();
  }

  /// Takes over the files.
  ///
  /// @throws MalformedModelException if a tensor is none of the architecture's, or lacks its scales
  static CheckpointWeights of(Path folder, Shards shards, CheckpointDescription model) {
    Map<String, Located> located = new LinkedHashMap<>();
    shards.tensors().values().forEach(found -> name(found, model, located));
    if (model.tied()) {
      located.remove(OUTPUT);
    } else if (!located.containsKey(OUTPUT)) {
      throw new MalformedModelException(
          FilePlace.ofTensor(folder, "lm_head.weight"),
          "tensor is missing, and config.json does not say that the embedding serves as output",
          "it, or \"tie_word_embeddings\": true",
          "no tensor of this name",
          REMEDY);
    }
    CheckpointWeights weights = new CheckpointWeights(folder, shards, located);
    located.forEach((name, found) -> weights.add(name, found, model));
    return weights;
  }

  private static void name(
      Located found, CheckpointDescription model, Map<String, Located> located) {
    TensorInfo info = found.info();
    switch (model.names().fateOf(info.name())) {
      case TensorNames.Fate.Unused _ -> {}
      case TensorNames.Fate.Named(String name) -> {
        if (located.putIfAbsent(name, found) != null) {
          throw fault(
              found,
              "the tensor has two names in this checkpoint",
              "each tensor once",
              "also \"" + located.get(name).info().name() + "\"");
        }
      }
      case TensorNames.Fate.Unknown _ ->
          throw fault(
              found,
              "the engine does not know this tensor of the architecture "
                  + model.config().architecture(),
              "only tensors that it applies",
              "%s %s".formatted(info.dtype(), info.shape()));
    }
  }

  private void add(String name, Located found, CheckpointDescription model) {
    if (name.endsWith(SCALES)) {
      requireScaled(name, found);
      return;
    }
    TensorInfo info = found.info();
    if (info.dtype() == DType.F8_E4M3) {
      scales.put(name, scalesOf(name, found, model));
    }
    tensors.put(name, new TensorInfo(name, info.dtype(), info.shape(), info.offsetBytes()));
  }

  private void requireScaled(String name, Located found) {
    Located scaled = located.get(name.substring(0, name.length() - SCALES.length()));
    if (scaled == null || scaled.info().dtype() != DType.F8_E4M3) {
      throw fault(
          found,
          "scales without a tensor that they belong to",
          "a tensor of type F8_E4M3 beside them",
          scaled == null ? "none" : scaled.info().dtype().toString());
    }
  }

  private BlockScales scalesOf(String name, Located found, CheckpointDescription model) {
    Located stored = located.get(name + SCALES);
    if (stored == null) {
      throw fault(
          found,
          "the scales of the tensor are missing",
          "the tensor \"" + found.info().name() + SCALES + "\"",
          "no tensor of this name");
    }
    if (model.scaleBlock().isEmpty()) {
      throw fault(
          found,
          "config.json does not say how the tensor is scaled",
          "\"quantization_config\" with \"weight_block_size\"",
          "none");
    }
    ScaleBlock block = model.scaleBlock().get();
    Shape shape = found.info().shape();
    long blockRows = Math.ceilDiv(shape.rows(), block.rows());
    long blockColumns = Math.ceilDiv(shape.columns(), block.columns());
    Shape expected = Shape.of(blockRows, blockColumns);
    TensorInfo info = stored.info();
    if (info.dtype() != DType.F32 || !info.shape().equals(expected)) {
      throw fault(
          stored,
          "scales do not fit their tensor",
          "F32 %s for %s in blocks of %d by %d"
              .formatted(expected, shape, block.rows(), block.columns()),
          "%s %s".formatted(info.dtype(), info.shape()));
    }
    return new BlockScales(
        stored.data(), block.rows(), block.columns(), Math.toIntExact(blockColumns), 0);
  }

  private static MalformedModelException fault(
      Located found, String what, String expected, String seen) {
    TensorInfo info = found.info();
    return new MalformedModelException(
        FilePlace.at(found.file().path(), "tensor \"" + info.name() + "\"", info.offsetBytes()),
        what,
        expected,
        seen,
        REMEDY);
  }

  @Override
  public Path path() {
    return folder;
  }

  @Override
  public long sizeBytes() {
    return shards.sizeBytes();
  }

  @Override
  public Map<String, TensorInfo> tensors() {
    return Collections.unmodifiableMap(tensors);
  }

  @Override
  public MemorySegment data(TensorInfo tensor) {
    return located.get(tensor.name()).data();
  }

  @Override
  public Optional<BlockScales> scales(TensorInfo tensor) {
    return Optional.ofNullable(scales.get(tensor.name()));
  }

  @Override
  public void close() {
    shards.close();
  }
}
