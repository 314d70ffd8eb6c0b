package assay.scorers;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;

/// Reference data of the tests: resources beside the test, and recorded generations that lie
/// outside the repository and may be absent.
public final class SharedData {
  private static final Path FOLDER = Path.of("..", "..", "shared", "data");
  private static final ObjectMapper JSON = new ObjectMapper();

  private SharedData() {}

  /// Returns a file of the shared data; the test is skipped with the reason where it is absent.
  public static Path file(String name) {
    Path file = FOLDER.resolve(name);
    assumeTrue(Files.exists(file), "needs " + file + ", which is not part of the repository");
    return file;
  }

  /// Returns the rows of a JSON Lines file of the shared data, which may be gzip.
  public static List<JsonNode> rows(String name) {
    Path file = file(name);
    try (InputStream in = Files.newInputStream(file);
        InputStream plain = name.endsWith(".gz") ? new GZIPInputStream(in) : in) {
      return rows(plain);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Returns the rows of a JSON Lines resource beside the class.
  public static List<JsonNode> resource(Class<?> beside, String name) {
    try (InputStream in = beside.getResourceAsStream(name)) {
      return rows(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Returns a whole JSON file of the shared data.
  public static JsonNode json(String name) {
    try {
      return JSON.readTree(file(name).toFile());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<JsonNode> rows(InputStream in) throws IOException {
    List<JsonNode> rows = new ArrayList<>();
    BufferedReader reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
    for (String line = reader.readLine(); line != null; line = reader.readLine()) {
      rows.add(JSON.readTree(line));
    }
    return rows;
  }
}
