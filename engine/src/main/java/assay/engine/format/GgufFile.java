package assay.engine.format;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/// A GGUF model file, version 2 or 3, mapped into memory. Opening reads the header alone; tensor
/// data is read by the operating system when it is touched, so that a file larger than the memory
/// still opens.
///
/// Safe to share between threads until it is closed. Source: ggml, `docs/gguf.md`.
public final class GgufFile implements WeightFile {
  private final Path path;
  private final Arena arena;
  private final MemorySegment bytes;
  private final int version;
  private final GgufMetadata metadata;
  private final Map<String, TensorInfo> tensors;

  private GgufFile(Path path, Arena arena, MemorySegment bytes, GgufHeader header) {
    this.path = path;
    this.arena = arena;
    this.bytes = bytes;
    this.version = header.version();
    this.metadata = header.metadata();
    Map<String, TensorInfo> byName = new LinkedHashMap<>();
    header.tensors().forEach(tensor -> byName.put(tensor.name(), tensor));
    this.tensors = Collections.unmodifiableMap(byName);
  }

  /// Maps a file and checks its header.
  ///
  /// @throws IOException if the file cannot be read
  /// @throws MalformedModelException if its header is not sound, or describes a tensor that does
  ///   not lie inside the file or is of a type that the engine does not run
  @SuppressWarnings(
      "MustBeClosedChecker") // the arena lives as long as the returned file, which closes it
  public static GgufFile open(Path path) throws IOException {
    Arena arena = Arena.ofShared();
    boolean opened = false;
    try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
      MemorySegment bytes = channel.map(MapMode.READ_ONLY, 0, channel.size(), arena);
      GgufFile file = new GgufFile(path, arena, bytes, GgufHeader.read(path, bytes));
      opened = true;
      return file;
    } finally {
      if (!opened) {
        arena.close();
      }
    }
  }

  @Override
  public Path path() {
    return path;
  }

  /// Returns the format's version: 2 or 3.
  public int version() {
    return version;
  }

  @Override
  public long sizeBytes() {
    return bytes.byteSize();
  }

  /// Returns the key-value section.
  public GgufMetadata metadata() {
    return metadata;
  }

  @Override
  public Map<String, TensorInfo> tensors() {
    return tensors;
  }

  @Override
  public MemorySegment data(TensorInfo tensor) {
    return bytes.asSlice(tensor.offsetBytes(), tensor.byteSize());
  }

  @Override
  public void close() {
    arena.close();
  }
}
