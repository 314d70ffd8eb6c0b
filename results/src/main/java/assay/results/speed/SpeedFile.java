package assay.results.speed;

import assay.results.speed.MeasuredSpeed.Behind;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalDouble;

/// Reads what `assay bench --json` has printed: the figures of the first length stand at the top,
/// those of others in `depths`.
public final class SpeedFile {
  /// What a file of this kind says that it is.
  public static final String FORMAT = "assay-speed/1";

  private static final JsonMapper JSON = new JsonMapper();

  private final Path file;

  private SpeedFile(Path file) {
    this.file = file;
  }

  /// Reads a file that holds one object.
  ///
  /// @throws MalformedSpeedException if it holds something else
  public static MeasuredSpeed read(Path file) throws IOException {
    JsonNode node;
    try {
      node = JSON.readTree(Files.readString(file));
    } catch (JsonProcessingException e) {
      throw new MalformedSpeedException(file, e.getOriginalMessage());
    }
    if (!FORMAT.equals(node.path("format").asText())) {
      throw new MalformedSpeedException(
          file, "is no measured speed: expected \"format\": \"" + FORMAT + "\"");
    }
    return new SpeedFile(file).speed(node);
  }

  private MeasuredSpeed speed(JsonNode node) {
    List<Behind> lengths = new ArrayList<>();
    lengths.add(behind(node));
    node.path("depths").forEach(each -> lengths.add(behind(each)));
    lengths.sort(Comparator.comparingLong(Behind::tokens));
    return new MeasuredSpeed(
        member(node, "model").asText(),
        member(node, "attention").asText(),
        member(node, "kernels").asText(),
        (int) number(node, "threads"),
        lengths);
  }

  private Behind behind(JsonNode node) {
    OptionalDouble decode = OptionalDouble.empty();
    for (JsonNode each : member(node, "decode")) {
      if (number(each, "sequences") == 1) {
        decode = OptionalDouble.of(number(each, "tokensPerSecond"));
      }
    }
    return new Behind(
        (long) number(node, "depth"),
        (long) number(node, "sequenceBytes"),
        number(member(node, "prefill"), "tokensPerSecond"),
        decode);
  }

  private JsonNode member(JsonNode node, String name) {
    JsonNode value = node.get(name);
    if (value == null || value.isNull()) {
      throw new MalformedSpeedException(file, "the field \"" + name + "\" is missing");
    }
    return value;
  }

  private double number(JsonNode node, String name) {
    JsonNode value = member(node, name);
    if (!value.isNumber()) {
      throw new MalformedSpeedException(file, "\"" + name + "\" is no number: " + value);
    }
    return value.asDouble();
  }
}
