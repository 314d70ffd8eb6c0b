package assay.tasks;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import assay.results.Prompt;
import assay.results.Sample;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPInputStream;

/// Real items and reference values that lie beside the repository and are not part of it.
public final class SharedData {
  private SharedData() {}

  /// Returns a file of `../shared/data`; skips the test, with the reason, where there is none.
  public static Path file(String name) {
    Path file = Path.of("..", "..", "shared", "data", name).normalize();
    assumeTrue(Files.isRegularFile(file), "no " + file + ": the test needs real data");
    return file;
  }

  /// Returns the rows of a JSON Lines file by the text of one field.
  public static Map<String, JsonNode> rows(Path file, String key) throws IOException {
    ObjectMapper mapper = new ObjectMapper();
    Map<String, JsonNode> rows = new HashMap<>();
    try (InputStream bytes = Files.newInputStream(file);
        InputStream plain = file.toString().endsWith(".gz") ? new GZIPInputStream(bytes) : bytes;
        BufferedReader lines =
            new BufferedReader(new InputStreamReader(plain, StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        JsonNode row = mapper.readTree(line);
        rows.put(row.get(key).asText(), row);
      }
    }
    return rows;
  }

  /// Returns the text of a prompt: its raw text, or its last message.
  public static String text(Protocol protocol, Sample sample) {
    return switch (protocol.render(sample, Optional.empty())) {
      case Prompt.Text raw -> raw.text();
      case Prompt.Chat chat -> chat.messages().getLast().content();
      case Prompt.Continuations asked -> asked.text();
      case Prompt.Unrecorded none -> throw new AssertionError("a protocol must render a prompt");
    };
  }

  /// Returns a request for one data file and one protocol.
  public static TaskRequest request(Path data, String protocol) {
    return new TaskRequest(List.of(data), Optional.empty(), Optional.of(protocol), Window.ALL);
  }
}
