package assay.results.speed;

import assay.results.speed.MeasuredSpeed.Behind;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
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

  /// Tokens a second that no machine reaches.
  private static final double MOST_RATE = 1e9;

  private static final JsonMapper JSON = new JsonMapper();

  private final Path file;

  private SpeedFile(Path file) {
    this.file = file;
  }

  /// Reads a file that holds one object.
  ///
  /// @throws MalformedSpeedException if it holds something else
  public static MeasuredSpeed read(Path file) throws IOException {
    if (Files.isDirectory(file)) {
      throw new MalformedSpeedException(file, "is a folder, not a measured speed");
    }
    JsonNode node;
    try {
      node = JSON.readTree(Files.readString(file));
    } catch (JsonProcessingException e) {
      throw new MalformedSpeedException(file, "is not JSON: " + problem(e));
    } catch (CharacterCodingException e) {
      throw new MalformedSpeedException(file, "is not UTF-8 text");
    }
    if (!FORMAT.equals(node.path("format").asText())) {
      throw new MalformedSpeedException(
          file, "is no measured speed: expected \"format\": \"" + FORMAT + "\"");
    }
    return new SpeedFile(file).speed(node);
  }

  /// The parser says where its text is from, which the message does already.
  private static String problem(JsonProcessingException e) {
    return e.getOriginalMessage().replaceAll("\\[Source: [^;]*; ", "[");
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
        (int) count(node, "threads", 1, Integer.MAX_VALUE),
        lengths);
  }

  private Behind behind(JsonNode node) {
    OptionalDouble decode = OptionalDouble.empty();
    for (JsonNode each : member(node, "decode")) {
      if (number(each, "sequences") == 1) {
        decode = OptionalDouble.of(rate(each));
      }
    }
    long depth = count(node, "depth", 0, Integer.MAX_VALUE);
    return new Behind(
        depth,
        // Of no token nothing is kept, unless there is a state.
        count(node, "sequenceBytes", depth == 0 ? 0 : 1, Long.MAX_VALUE),
        rate(member(node, "prefill")),
        decode);
  }

  private double rate(JsonNode node) {
    double rate = number(node, "tokensPerSecond");
    if (!(rate > 0 && rate <= MOST_RATE)) {
      throw new MalformedSpeedException(
          file,
          "\"tokensPerSecond\" is %s: expected more than 0 and at most %s"
              .formatted(rate, MOST_RATE));
    }
    return rate;
  }

  private long count(JsonNode node, String name, long least, long most) {
    JsonNode value = member(node, name);
    boolean whole = value.isIntegralNumber() && value.canConvertToLong();
    if (!whole || value.asLong() < least || value.asLong() > most) {
      throw new MalformedSpeedException(
          file,
          "\"%s\" is %s: expected a whole number from %d to %d"
              .formatted(name, value, least, most));
    }
    return value.asLong();
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
