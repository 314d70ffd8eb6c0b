package assay.harness.interchange;

import assay.tasks.DataException;
import assay.tasks.format.LimitedInputStream;
import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;

/// The JSON inside an inspect log: an archive with a member for the header and one a sample, or one
/// JSON text. Members are only read, never unpacked to disk, so their names lead nowhere; what is
/// not needed (events above all) is skipped and not held.
///
/// @param path `.eval` or `.json`
record InspectFile(Path path) {
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS).build();
  private static final long LARGEST_MEMBER = 512L << 20;
  private static final Set<String> NOT_NEEDED =
      Set.of("events", "events_data", "store", "timelines", "plan", "stats", "reductions");

  /// Returns status and specification of the evaluation: `header.json`, or the beginning that is
  /// written first where the evaluation never ended.
  JsonNode header() throws IOException {
    if (!isArchive()) {
      try (InputStream in = Files.newInputStream(path)) {
        return object(in, path.toString(), Set.of("samples"), each -> {});
      }
    }
    try (ZipFile zip = open()) {
      for (String name : List.of("header.json", "_journal/start.json")) {
        ZipArchiveEntry member = last(zip, name);
        if (member != null) {
          return read(zip, member);
        }
      }
      throw DataException.inFile(
          path.toString(),
          "has neither header.json nor _journal/start.json: this is no inspect log");
    }
  }

  /// Hands every sample on, one at a time.
  void samples(Consumer<JsonNode> consumer) throws IOException {
    if (!isArchive()) {
      try (InputStream in = Files.newInputStream(path)) {
        object(in, path.toString(), Set.of(), consumer);
      }
      return;
    }
    try (ZipFile zip = open()) {
      Map<String, ZipArchiveEntry> members = new LinkedHashMap<>();
      // A member that was written again supersedes the one before.
      for (ZipArchiveEntry each : Collections.list(zip.getEntries())) {
        if (each.getName().startsWith("samples/") && each.getName().endsWith(".json")) {
          members.put(each.getName(), each);
        }
      }
      for (ZipArchiveEntry each : members.values()) {
        consumer.accept(read(zip, each));
      }
    }
  }

  private boolean isArchive() throws IOException {
    try (InputStream in = Files.newInputStream(path)) {
      return in.read() == 'P' && in.read() == 'K';
    }
  }

  private ZipFile open() throws IOException {
    try {
      return ZipFile.builder().setPath(path).get();
    } catch (IOException | IllegalArgumentException e) {
      throw DataException.inFile(
              path.toString(), "is a damaged archive: %s. Copy it again".formatted(e.getMessage()))
          .causedBy(e);
    }
  }

  private static ZipArchiveEntry last(ZipFile zip, String name) {
    List<ZipArchiveEntry> found = new ArrayList<>();
    zip.getEntries(name).forEach(found::add);
    return found.isEmpty() ? null : found.getLast();
  }

  private JsonNode read(ZipFile zip, ZipArchiveEntry member) {
    String where = path + "!" + member.getName();
    try (InputStream in = zip.getInputStream(member)) {
      return object(in, where, Set.of(), each -> {});
    } catch (IOException | IllegalArgumentException e) {
      throw DataException.inFile(where, "cannot be unpacked: %s".formatted(e.getMessage()))
          .causedBy(e);
    }
  }

  /// Reads one object without what is not needed; elements of its array `samples` are handed on
  /// instead of being kept.
  private static ObjectNode object(
      InputStream in, String where, Set<String> unwanted, Consumer<JsonNode> samples)
      throws IOException {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    InputStream limited = new LimitedInputStream(in, "the log or a member of it", LARGEST_MEMBER);
    try (JsonParser json = JSON.createParser(limited)) {
      if (json.nextToken() != JsonToken.START_OBJECT) {
        throw DataException.inFile(where, "is no JSON object: this is no inspect log");
      }
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        String field = json.currentName();
        boolean array = json.nextToken() == JsonToken.START_ARRAY;
        if (NOT_NEEDED.contains(field) || unwanted.contains(field)) {
          json.skipChildren();
        } else if (field.equals("samples") && array) {
          while (json.nextToken() != JsonToken.END_ARRAY) {
            samples.accept(element(json, where));
          }
        } else {
          node.set(field, JSON.readTree(json));
        }
      }
      return node;
    } catch (JacksonException e) {
      throw DataException.inFile(
              where,
              "is not the JSON of a log, at line %s: %s. Copy it again"
                  .formatted(
                      Optional.ofNullable(e.getLocation()).map(at -> at.getLineNr()).orElse(0),
                      e.getOriginalMessage()))
          .causedBy(e);
    }
  }

  private static JsonNode element(JsonParser json, String where) throws IOException {
    JsonNode sample = JSON.readTree(json);
    if (!(sample instanceof ObjectNode object)) {
      throw DataException.inFile(where, "has a sample that is no object");
    }
    return object.remove(NOT_NEEDED);
  }
}
