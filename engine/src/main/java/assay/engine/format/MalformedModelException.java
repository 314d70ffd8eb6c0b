package assay.engine.format;

import java.nio.file.Path;
import java.util.OptionalLong;

/// A model file that the engine refuses: damaged, hostile, or of a kind that it does not run. The
/// message says what is wrong, where, what was expected and found, and what to do; the place is
/// also there as fields.
public final class MalformedModelException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient FilePlace place;
  private final String expected;
  private final String found;

  /// Where in a model file something is wrong.
  ///
  /// @param file the model file
  /// @param part the piece of it, such as `tensor "output.weight"`, `key "general.alignment"` or
  ///   `header`
  /// @param offsetBytes from the start of the file; empty where the fault is no single spot
  public record FilePlace(Path file, String part, OptionalLong offsetBytes) {
    /// Returns a place with a known offset.
    public static FilePlace at(Path file, String part, long offsetBytes) {
      return new FilePlace(file, part, OptionalLong.of(offsetBytes));
    }

    /// Returns the place of a metadata key.
    public static FilePlace ofKey(Path file, String key) {
      return new FilePlace(file, "key \"" + key + "\"", OptionalLong.empty());
    }

    /// Returns the place of a tensor.
    public static FilePlace ofTensor(Path file, String tensor) {
      return new FilePlace(file, "tensor \"" + tensor + "\"", OptionalLong.empty());
    }

    /// Returns a place that is no single spot.
    public static FilePlace whole(Path file, String part) {
      return new FilePlace(file, part, OptionalLong.empty());
    }

    /// Returns the place as it stands in messages: `m.gguf: tensor "output.weight" at byte 1024`.
    @Override
    public String toString() {
      return file
          + ": "
          + part
          + (offsetBytes.isPresent() ? " at byte " + offsetBytes.getAsLong() : "");
    }
  }

  /// Describes a fault.
  ///
  /// @param what is wrong, as a clause without a full stop
  /// @param remedy what the reader of the message can do, as a clause without a full stop
  public MalformedModelException(
      FilePlace place, String what, String expected, String found, String remedy) {
    super(
        "%s: %s%n  expected %s, found %s. %s"
            .formatted(place, what, expected, found, remedy)
            .replace("\r\n", "\n"));
    this.place = place;
    this.expected = expected;
    this.found = found;
  }

  /// Returns where the fault is.
  public FilePlace place() {
    return place;
  }

  /// Returns what a sound file would have there.
  public String expected() {
    return expected;
  }

  /// Returns what this file has there.
  public String found() {
    return found;
  }
}
