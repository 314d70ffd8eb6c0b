package assay.engine.format;

import assay.engine.format.MalformedModelException.FilePlace;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// A model in several files, `name-00001-of-00003.gguf` and so on. Each has keys that say which
/// part it is, of how many, with how many tensors in all of them; the first has the other keys.
///
/// Source: llama.cpp, `tools/gguf-split` and `src/llama-model-loader.cpp`.
final class GgufSplit {
  private static final String NUMBER = "split.no"; // from 0
  private static final String COUNT = "split.count";
  private static final String TENSORS = "split.tensors.count";
  private static final String REMEDY =
      "Fetch all parts of one model into one folder, and keep their names";

  private final GgufPart opened;
  private final long count;

  private GgufSplit(GgufPart opened, long count) {
    this.opened = opened;
    this.count = count;
  }

  /// Returns all parts of the model that a file belongs to, the first first: the file alone if it
  /// is not split.
  ///
  /// @throws IOException if a part cannot be read
  /// @throws MalformedModelException if a part is missing, not sound or of another model
  static List<GgufPart> complete(GgufPart opened, Arena arena) throws IOException {
    long count = opened.header().metadata().integer(COUNT).orElse(1);
    if (count < 0) {
      throw fault(opened, COUNT, "impossible number of parts", "a number from 0", count);
    }
    return count <= 1 ? List.of(opened) : new GgufSplit(opened, count).parts(arena);
  }

  private List<GgufPart> parts(Arena arena) throws IOException {
    long own = require(opened, NUMBER);
    String ending = ending(own);
    String name = opened.path().getFileName().toString();
    if (!name.endsWith(ending)) {
      throw fault(opened, NUMBER, "the name does not fit the part", "a name on " + ending, name);
    }
    String stem = name.substring(0, name.length() - ending.length());
    List<GgufPart> parts = new ArrayList<>();
    for (long number = 0; number < count; number++) {
      Path path = opened.path().resolveSibling(stem + ending(number));
      parts.add(number == own ? opened : map(path, number, arena));
    }
    for (int number = 0; number < count; number++) {
      check(parts.get(number), number, parts.getFirst());
    }
    requireTensors(parts);
    return List.copyOf(parts);
  }

  private String ending(long number) {
    return "-%05d-of-%05d.gguf".formatted(number + 1, count);
  }

  private GgufPart map(Path path, long number, Arena arena) throws IOException {
    if (!Files.exists(path)) {
      throw new MalformedModelException(
          FilePlace.whole(path, "part %d of %d".formatted(number + 1, count)),
          "a part of the model is missing",
          "this file beside " + opened.path().getFileName(),
          "none",
          REMEDY);
    }
    return GgufPart.map(path, arena);
  }

  private void check(GgufPart part, int number, GgufPart first) {
    if (require(part, NUMBER) != number) {
      throw fault(part, NUMBER, "this is another part", number, require(part, NUMBER));
    }
    if (require(part, COUNT) != count) {
      throw fault(
          part, COUNT, "the parts disagree about their number", count, require(part, COUNT));
    }
    if (require(part, TENSORS) != require(first, TENSORS)) {
      throw fault(
          part,
          TENSORS,
          "the parts are of different models",
          require(first, TENSORS),
          require(part, TENSORS));
    }
    GgufMetadata metadata = part.header().metadata();
    for (String key : metadata.keys()) {
      boolean own = key.equals(NUMBER) || key.equals(GgufHeader.ALIGNMENT_KEY);
      if (!own && !metadata.sameValue(key, first.header().metadata())) {
        String where = first.path().getFileName().toString();
        throw fault(
            part, key, "the parts are of different models", "the value of " + where, "another");
      }
    }
  }

  private static void requireTensors(List<GgufPart> parts) {
    Map<String, GgufPart> owners = new HashMap<>();
    for (GgufPart part : parts) {
      for (TensorInfo tensor : part.header().tensors()) {
        GgufPart owner = owners.putIfAbsent(tensor.name(), part);
        if (owner != null) {
          throw new MalformedModelException(
              FilePlace.at(part.path(), "tensor \"" + tensor.name() + "\"", tensor.offsetBytes()),
              "the tensor is in two parts",
              "each tensor once",
              "it in " + owner.path().getFileName() + " too",
              REMEDY);
        }
      }
    }
    GgufPart first = parts.getFirst();
    if (owners.size() != require(first, TENSORS)) {
      throw fault(
          first,
          TENSORS,
          "the parts hold another number of tensors",
          require(first, TENSORS),
          owners.size());
    }
  }

  private static long require(GgufPart part, String key) {
    return part.header()
        .metadata()
        .integer(key)
        .orElseThrow(() -> fault(part, key, "the key is missing", "a whole number", "no such key"));
  }

  private static MalformedModelException fault(
      GgufPart part, String key, String what, Object expected, Object found) {
    return new MalformedModelException(
        FilePlace.ofKey(part.path(), key), what, expected.toString(), found.toString(), REMEDY);
  }
}
