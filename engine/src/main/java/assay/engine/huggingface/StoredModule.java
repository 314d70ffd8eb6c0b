package assay.engine.huggingface;

import assay.engine.format.MalformedModelException;
import assay.engine.huggingface.Shards.Located;
import java.util.Map;
import java.util.Optional;

/// The tensors whose names differ behind the last dot only, such as a matrix, its scales and its
/// bias.
///
/// @param name what they have in common, as the engine calls it
/// @param parts by what is behind the dot
record StoredModule(String name, Map<String, Located> parts) {
  static final String REMEDY =
      "The weights do not fit config.json: fetch both again from one place";

  boolean has(String part) {
    return parts.containsKey(part);
  }

  Optional<Located> find(String part) {
    return Optional.ofNullable(parts.get(part));
  }

  /// Returns a part that another one needs.
  Located require(String part, String of) {
    boolean scales = part.startsWith("weight_scale") || part.endsWith("scales");
    String what = scales ? "scales of the tensor are missing" : part + " of the tensor is missing";
    return find(part).orElseThrow(() -> missing(part, of, "the " + what));
  }

  /// Returns the fault that a part is missing that another one needs.
  MalformedModelException missing(String part, String of, String what) {
    String expected = "the tensor \"" + before(of) + ending(part) + "\"";
    return fault(parts.get(of), what, expected, "no tensor of this name");
  }

  /// Returns what the module is called in files.
  ///
  /// @param part that it has
  String inFile(String part) {
    String before = before(part);
    return before.endsWith(".") ? before.substring(0, before.length() - 1) : before;
  }

  private String before(String part) {
    String tensor = parts.get(part).info().name();
    return tensor.substring(0, tensor.length() - ending(part).length());
  }

  /// Returns how the name of a part ends in files, where that of experts' blocks differs.
  private static String ending(String part) {
    return part.endsWith("block_scales") ? "scales" : part.endsWith("blocks") ? "blocks" : part;
  }

  static MalformedModelException fault(Located at, String what, String expected, String seen) {
    return new MalformedModelException(at.place(), what, expected, seen, REMEDY);
  }
}
