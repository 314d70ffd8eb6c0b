package assay.engine.huggingface;

import assay.engine.format.JsonElement;
import assay.engine.format.MalformedModelException;
import assay.engine.format.MalformedModelException.FilePlace;
import assay.engine.format.SafetensorsFile;
import assay.engine.format.StoredTensor;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeSet;
import java.util.regex.Pattern;

/// The safetensors files of a checkpoint: `model.safetensors`, or several with an index.
///
/// Source: Hugging Face Transformers, `modeling_utils.py` (`SAFE_WEIGHTS_INDEX_NAME`).
final class Shards implements AutoCloseable {
  private static final String SINGLE = "model.safetensors";
  private static final String INDEX = "model.safetensors.index.json";
  private static final String INCOMPLETE =
      "The checkpoint is incomplete or was mixed from several: fetch it again";

  /// A name without any folder: a shard lies beside its index.
  private static final Pattern SHARD_NAME = Pattern.compile("[A-Za-z0-9][\\w.-]*\\.safetensors");

  private final List<SafetensorsFile> files;
  private final Map<String, Located> tensors;

  /// A tensor and the file that holds it.
  record Located(SafetensorsFile file, StoredTensor info) {
    MemorySegment data() {
      return file.data(info);
    }

    FilePlace place() {
      return FilePlace.at(file.path(), "tensor \"" + info.name() + "\"", info.offsetBytes());
    }
  }

  private Shards(List<SafetensorsFile> files, Map<String, Located> tensors) {
    this.files = files;
    this.tensors = tensors;
  }

  /// Maps all files of a checkpoint.
  ///
  /// @throws MalformedModelException if a file is not sound, or files and index do not agree on
  ///   where each tensor is
  static Shards open(Path folder) throws IOException {
    boolean single = Files.exists(folder.resolve(SINGLE));
    boolean indexed = Files.exists(folder.resolve(INDEX));
    if (single == indexed) {
      throw new MalformedModelException(
          new FilePlace(folder, "weights", OptionalLong.empty()),
          single ? "both a single file and an index of several" : "no weights in this folder",
          SINGLE + " or " + INDEX,
          single ? "both" : "neither",
          single
              ? "Remove the one that is not meant"
              : "Fetch the checkpoint in safetensors format, or give a GGUF file");
    }
    Map<String, String> index = indexed ? readIndex(folder.resolve(INDEX)) : Map.of();
    List<SafetensorsFile> files = new ArrayList<>();
    boolean opened = false;
    try {
      for (String name : indexed ? new TreeSet<>(index.values()) : List.of(SINGLE)) {
        files.add(openShard(folder, name));
      }
      Map<String, Located> tensors = new LinkedHashMap<>();
      for (SafetensorsFile file : files) {
        for (StoredTensor tensor : file.tensors().values()) {
          if (indexed) {
            requireIndexed(file, tensor, index, folder);
          }
          tensors.put(tensor.name(), new Located(file, tensor));
        }
      }
      requireAll(index, tensors, folder);
      opened = true;
      return new Shards(files, tensors);
    } finally {
      if (!opened) {
        files.forEach(SafetensorsFile::close);
      }
    }
  }

  private static Map<String, String> readIndex(Path path) throws IOException {
    Map<String, String> index = new LinkedHashMap<>();
    JsonElement.read(path)
        .require("weight_map")
        .members()
        .forEach(
            (tensor, file) -> {
              if (!SHARD_NAME.matcher(file.text()).matches()) {
                throw file.fault(
                    "this is no name of a file beside the index",
                    "a name such as model-00001-of-00002.safetensors",
                    "\"" + file.text() + "\"");
              }
              index.put(tensor, file.text());
            });
    return index;
  }

  private static SafetensorsFile openShard(Path folder, String name) throws IOException {
    Path path = folder.resolve(name);
    if (!Files.isRegularFile(path)) {
      throw new MalformedModelException(
          new FilePlace(folder.resolve(INDEX), "weight_map", OptionalLong.empty()),
          "a file that the index names is missing",
          "the file " + path,
          "no such file",
          INCOMPLETE);
    }
    return SafetensorsFile.open(path);
  }

  private static void requireIndexed(
      SafetensorsFile file, StoredTensor tensor, Map<String, String> index, Path folder) {
    String shard = file.path().getFileName().toString();
    String named = index.get(tensor.name());
    if (!shard.equals(named)) {
      throw new MalformedModelException(
          FilePlace.at(file.path(), "tensor \"" + tensor.name() + "\"", tensor.offsetBytes()),
          named == null
              ? "the index " + folder.resolve(INDEX) + " does not name this tensor"
              : "the tensor is in another file than the index says",
          named == null ? "only tensors of the index" : named,
          shard,
          INCOMPLETE);
    }
  }

  private static void requireAll(
      Map<String, String> index, Map<String, Located> tensors, Path folder) {
    index.forEach(
        (tensor, file) -> {
          if (!tensors.containsKey(tensor)) {
            throw new MalformedModelException(
                FilePlace.ofTensor(folder.resolve(file), tensor),
                "the tensor is not in the file that the index names",
                "the tensor in " + file,
                "no such tensor",
                INCOMPLETE);
          }
        });
  }

  /// Returns the tensors by the name that they have in the files.
  Map<String, Located> tensors() {
    return tensors;
  }

  /// Returns the size of all files in bytes.
  long sizeBytes() {
    return files.stream().mapToLong(SafetensorsFile::sizeBytes).sum();
  }

  /// Returns the files in the order of their names.
  List<Path> paths() {
    return files.stream().map(SafetensorsFile::path).toList();
  }

  @Override
  public void close() {
    files.forEach(SafetensorsFile::close);
  }
}
