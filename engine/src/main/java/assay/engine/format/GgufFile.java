package assay.engine.format;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A model in GGUF format, version 2 or 3, mapped into memory: one file, or all files of a model
/// that is split (`name-00001-of-00003.gguf`). Opening reads the headers alone; tensor data is read
/// by the operating system when it is touched, so that a file larger than the memory still opens.
///
/// Safe to share between threads until it is closed. Source: ggml, `docs/gguf.md`.
public final class GgufFile implements WeightFile {
  private final Path path;
  private final Arena arena;
  private final List<GgufPart> parts;
  private final Map<String, TensorInfo> tensors;
  private final Map<String, MemorySegment> files; // the mapped file that a tensor is in

  private GgufFile(Path path, Arena arena, List<GgufPart> parts) {
    this.path = path;
    this.arena = arena;
    this.parts = parts;
    Map<String, TensorInfo> byName = new LinkedHashMap<>();
    Map<String, MemorySegment> owners = new HashMap<>();
    for (GgufPart part : parts) {
      for (TensorInfo tensor : part.header().tensors()) {
        byName.put(tensor.name(), tensor);
        owners.put(tensor.name(), part.bytes());
      }
    }
    this.tensors = Collections.unmodifiableMap(byName);
    this.files = Map.copyOf(owners);
  }

  /// Maps a file, and the others of its model if it is a part of one, and checks their headers.
  ///
  /// @param path the file, or any part
  /// @throws IOException if a file cannot be read
  /// @throws MalformedModelException if a header is not sound, or describes a tensor that does not
  ///   lie inside the file or is of a type that the engine does not run; if a part is missing or
  ///   does not belong to the others
  @SuppressWarnings(
      "MustBeClosedChecker") // the arena lives as long as the returned file, which closes it
  public static GgufFile open(Path path) throws IOException {
    Arena arena = Arena.ofShared();
    boolean opened = false;
    try {
      List<GgufPart> parts = GgufSplit.complete(GgufPart.map(path, arena), arena);
      GgufFile file = new GgufFile(path, arena, parts);
      opened = true;
      return file;
    } finally {
      if (!opened) {
        arena.close();
      }
    }
  }

  /// Returns the file that was opened, which may be any part.
  @Override
  public Path path() {
    return path;
  }

  @Override
  public List<Path> files() {
    return parts.stream().map(GgufPart::path).toList();
  }

  /// Returns the format's version: 2 or 3, of the first part.
  public int version() {
    return parts.getFirst().header().version();
  }

  @Override
  public long sizeBytes() {
    return parts.stream().mapToLong(part -> part.bytes().byteSize()).sum();
  }

  /// Returns the key-value section, of the first part.
  public GgufMetadata metadata() {
    return parts.getFirst().header().metadata();
  }

  @Override
  public Map<String, TensorInfo> tensors() {
    return tensors;
  }

  @Override
  public MemorySegment data(TensorInfo tensor) {
    return files.get(tensor.name()).asSlice(tensor.offsetBytes(), tensor.byteSize());
  }

  @Override
  public void close() {
    arena.close();
  }
}
