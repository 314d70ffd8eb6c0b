package assay.engine.format;

import assay.engine.format.MalformedModelException.FilePlace;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The tensors of a model, mapped into memory, whatever files they are spread over.
///
/// Tensors carry the names that llama.cpp gives them in GGUF files; an implementation for another
/// format translates its own. Safe to share between threads until it is closed.
public interface WeightFile extends AutoCloseable {
  /// Returns the file or folder that was opened, for messages.
  Path path();

  /// Returns all files that the tensors are in, in the order of their parts.
  default List<Path> files() {
    return List.of(path());
  }

  /// Returns the size of all files together in bytes.
  long sizeBytes();

  /// Returns the tensors by name, in file order.
  Map<String, TensorInfo> tensors();

  /// Returns the tensor with this name, if there is one.
  default Optional<TensorInfo> tensor(String name) {
    return Optional.ofNullable(tensors().get(name));
  }

  /// Returns the mapped bytes of a tensor of this model: [TensorInfo#byteSize] of them, read-only,
  /// valid until it is closed.
  MemorySegment data(TensorInfo tensor);

  /// Returns where a tensor lies, by the name that it has in its file.
  default FilePlace place(TensorInfo tensor) {
    return FilePlace.at(path(), "tensor \"" + tensor.name() + "\"", tensor.offsetBytes());
  }

  /// Returns the scales of a tensor of [DType#F8_E4M3] that is cut into blocks.
  default Optional<BlockScales> scales(TensorInfo tensor) {
    return Optional.empty();
  }

  /// Unmaps the files. Reading any tensor afterwards throws [IllegalStateException].
  @Override
  void close();
}
