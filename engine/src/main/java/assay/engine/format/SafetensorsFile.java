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

/// One safetensors file, mapped into memory. Opening reads the header alone; tensor data is read by
/// the operating system when it is touched.
///
/// Safe to share between threads until it is closed. Source: safetensors, `README.md`, "Format".
public final class SafetensorsFile implements AutoCloseable {
  private final Path path;
  private final Arena arena;
  private final MemorySegment bytes;
  private final Map<String, StoredTensor> tensors;

  private SafetensorsFile(
      Path path, Arena arena, MemorySegment bytes, Map<String, StoredTensor> tensors) {
    this.path = path;
    this.arena = arena;
    this.bytes = bytes;
    this.tensors = tensors;
  }

  /// Maps a file and checks its header.
  ///
  /// @throws IOException if the file cannot be read
  /// @throws MalformedModelException if its header is not sound, or describes a tensor that does
  ///   not lie inside the file or is of a type that the engine does not run
  @SuppressWarnings(
      "MustBeClosedChecker") // the arena lives as long as the returned file, which closes it
  public static SafetensorsFile open(Path path) throws IOException {
    Arena arena = Arena.ofShared();
    boolean opened = false;
    try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
      MemorySegment bytes = channel.map(MapMode.READ_ONLY, 0, channel.size(), arena);
      Map<String, StoredTensor> byName = new LinkedHashMap<>();
      for (StoredTensor tensor : SafetensorsHeader.read(path, bytes).tensors()) {
        byName.put(tensor.name(), tensor);
      }
      opened = true;
      return new SafetensorsFile(path, arena, bytes, Collections.unmodifiableMap(byName));
    } finally {
      if (!opened) {
        arena.close();
      }
    }
  }

  /// Returns the path that the file was opened with.
  public Path path() {
    return path;
  }

  /// Returns the size of the file in bytes.
  public long sizeBytes() {
    return bytes.byteSize();
  }

  /// Returns the tensors by name, in the order of their data.
  public Map<String, StoredTensor> tensors() {
    return tensors;
  }

  /// Returns the mapped bytes of a tensor of this file: [StoredTensor#byteSize] of them, read-only,
  /// valid until the file is closed.
  public MemorySegment data(StoredTensor tensor) {
    return bytes.asSlice(tensor.offsetBytes(), tensor.byteSize());
  }

  /// Unmaps the file. Reading any of its tensors afterwards throws [IllegalStateException].
  @Override
  public void close() {
    arena.close();
  }
}
