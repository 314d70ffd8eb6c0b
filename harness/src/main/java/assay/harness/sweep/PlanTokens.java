package assay.harness.sweep;

import assay.harness.run.UsageException;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.Collectors;

/// A plan, or another file that people write, token by token, whether it is written as YAML or as
/// JSON, so that every complaint can name its place.
public final class PlanTokens implements AutoCloseable {
  private static final JsonFactory JSON =
      JsonFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();
  private static final JsonFactory YAML =
      YAMLFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  private final Path file;
  private final JsonParser parser;

  private PlanTokens(Path file, JsonParser parser) {
    this.file = file;
    this.parser = parser;
  }

  /// Opens a file: what its name ends with tells the form, else whether it begins with a brace.
  public static PlanTokens open(Path file) throws IOException {
    String text = Files.readString(file);
    return new PlanTokens(file, (isJson(file, text) ? JSON : YAML).createParser(text));
  }

  private static boolean isJson(Path file, String text) {
    String name = file.toString().toLowerCase(Locale.ROOT);
    return name.endsWith(".json")
        || (!name.endsWith(".yaml")
            && !name.endsWith(".yml")
            && text.stripLeading().startsWith("{"));
  }

  /// Returns the file.
  public Path file() {
    return file;
  }

  /// Goes to the next token; null behind the last one.
  public JsonToken next() throws IOException {
    try {
      JsonToken token = parser.nextToken();
      if (parser instanceof YAMLParser yaml && yaml.isCurrentAlias()) {
        throw error("*%s: there are no aliases here; write it out".formatted(parser.getText()));
      }
      return token;
    } catch (JsonProcessingException e) {
      JsonLocation at = e.getLocation() == null ? parser.currentLocation() : e.getLocation();
      throw error(
          new Place(at.getLineNr(), at.getColumnNr()),
          "is not %s: %s".formatted(parser instanceof YAMLParser ? "YAML" : "JSON", problem(e)));
    }
  }

  /// The parser of YAML shows the text around the place, which editors do better; that of JSON says
  /// where its text is from.
  private static String problem(JsonProcessingException e) {
    return e.getOriginalMessage()
        .lines()
        .filter(line -> !line.startsWith(" "))
        .map(line -> line.replaceAll("\\[Source: [^;]*; ", "["))
        .collect(Collectors.joining(", "));
  }

  JsonToken current() {
    return parser.currentToken();
  }

  /// Returns the key of the current token.
  public String name() throws IOException {
    return parser.currentName();
  }

  /// Returns the current token as text.
  public String text() throws IOException {
    return parser.getText();
  }

  /// Returns where the current token is.
  public Place place() {
    JsonLocation at = parser.currentTokenLocation();
    return new Place(at.getLineNr(), at.getColumnNr());
  }

  /// Refuses a token of another kind.
  ///
  /// @param wanted what has to stand there, as `axes is an object of lists`
  public void expect(JsonToken expected, String wanted) {
    if (current() != expected) {
      throw error("%s; found %s".formatted(wanted, found()));
    }
  }

  /// Returns what the current token is, in words.
  String found() {
    return switch (current()) {
      case null -> "nothing";
      case START_OBJECT -> "an object";
      case START_ARRAY -> "a list";
      case VALUE_STRING -> "a text";
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> "a number";
      case VALUE_TRUE -> "true";
      case VALUE_FALSE -> "false";
      case VALUE_NULL -> "null";
      default -> "something else";
    };
  }

  /// Returns the error of the current token.
  public UsageException error(String problem) {
    return error(place(), problem);
  }

  /// Returns the error of a place.
  public UsageException error(Place place, String problem) {
    return new UsageException("%s:%s: %s".formatted(file, place, problem));
  }

  @Override
  public void close() throws IOException {
    parser.close();
  }
}
