package assay.engine.huggingface;

import assay.engine.family.TensorNames;
import assay.engine.format.BlockScales;
import assay.engine.format.MalformedModelException;
import assay.engine.format.MalformedModelException.FilePlace;
import assay.engine.format.StoredTensor;
import assay.engine.format.TensorInfo;
import assay.engine.format.WeightFile;
import assay.engine.huggingface.Shards.Located;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// The tensors of a checkpoint under the names that the engine uses: in the bytes of their files,
/// or made of those when they are first asked for, in memory outside of Java's heap.
final class CheckpointWeights implements WeightFile {
  private static final String OUTPUT = "output.weight";

  private final Path folder;
  private final Shards shards;
  private final Map<String, Content> contents;
  private final Map<String, TensorInfo> tensors = new LinkedHashMap<>();
  private final Map<String, MemorySegment> made = new HashMap<>();
  private final Arena arena = Arena.ofShared();

  private CheckpointWeights(Path folder, Shards shards, Map<String, Content> contents) {
    this.folder = folder;
    this.shards = shards;
    this.contents = contents;
    contents.forEach(
        (name, content) ->
            tensors.put(
                name,
                new TensorInfo(
                    name,
                    content.dtype(),
                    content.shape(),
                    content.located().info().offsetBytes())));
  }

  /// Takes over the files.
  ///
  /// @throws MalformedModelException if a tensor is none of the architecture's, or lacks its scales
  static CheckpointWeights of(Path folder, Shards shards, CheckpointDescription model) {
    Map<String, Located> located = new LinkedHashMap<>();
    shards.tensors().values().forEach(found -> name(found, model, located));
    Map<String, Content> contents = new LinkedHashMap<>();
    modules(located)
        .forEach(module -> contents.putAll(ModuleReader.read(module, model.quantization())));
    if (model.tied()) {
      contents.remove(OUTPUT);
    } else if (!contents.containsKey(OUTPUT)) {
      throw new MalformedModelException(
          FilePlace.ofTensor(folder, "lm_head.weight"),
          "tensor is missing, and config.json does not say that the embedding serves as output",
          "it, or \"tie_word_embeddings\": true",
          "no tensor of this name",
          StoredModule.REMEDY);
    }
    return new CheckpointWeights(folder, shards, contents);
  }

  private static Collection<StoredModule> modules(Map<String, Located> located) {
    Map<String, StoredModule> modules = new LinkedHashMap<>();
    located.forEach(
        (name, found) -> {
          int dot = name.lastIndexOf('.');
          String module = name.substring(0, dot);
          modules
              .computeIfAbsent(module, key -> new StoredModule(key, new LinkedHashMap<>()))
              .parts()
              .put(name.substring(dot + 1), found);
        });
    return modules.values();
  }

  private static void name(
      Located found, CheckpointDescription model, Map<String, Located> located) {
    StoredTensor info = found.info();
    switch (model.names().fateOf(info.name())) {
      case TensorNames.Fate.Unused _ -> {}
      case TensorNames.Fate.Named(String name) -> {
        if (located.putIfAbsent(name, found) != null) {
          throw StoredModule.fault(
              found,
              "the tensor has two names in this checkpoint",
              "each tensor once",
              "also \"" + located.get(name).info().name() + "\"");
        }
      }
      case TensorNames.Fate.Unknown _ ->
          throw StoredModule.fault(
              found,
              "the engine does not know this tensor of the architecture "
                  + model.config().architecture(),
              "only tensors that it applies",
              "%s %s".formatted(info.type(), info.shape()));
    }
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
    return switch (contents.get(tensor.name())) {
      case Content.Mapped mapped -> mapped.located().data();
      case Content.Made content -> made(tensor, content);
    };
  }

  private synchronized MemorySegment made(TensorInfo tensor, Content.Made content) {
    return made.computeIfAbsent(
        tensor.name(),
        _ -> {
          MemorySegment out = arena.allocate(tensor.byteSize());
          content.maker().accept(out);
          return out.asReadOnly();
        });
  }

  @Override
  public FilePlace place(TensorInfo tensor) {
    return contents.get(tensor.name()).located().place();
  }

  @Override
  public Optional<BlockScales> scales(TensorInfo tensor) {
    return switch (contents.get(tensor.name())) {
      case Content.Mapped mapped -> mapped.scales();
      case Content.Made _ -> Optional.empty();
    };
  }

  @Override
  public void close() {
    arena.close();
    shards.close();
  }
}
