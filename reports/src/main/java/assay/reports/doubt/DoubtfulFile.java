package assay.reports.doubt;

import assay.results.text.Escapes;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.apache.commons.csv.CSVException;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.apache.commons.csv.DuplicateHeaderMode;

/// [DoubtfulKeys] as CSV with the columns `task,id,source,reason` and, if wanted, `key`; or as JSON
/// Lines with these fields, where the file's name ends with `.jsonl`.
public final class DoubtfulFile {
  private static final List<String> COLUMNS = List.of("task", "id", "source", "reason");
  private static final String KEY = "key";
  private static final List<String> BUNDLED = List.of("livecodebench.csv", "mmlu-pro.csv");
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .build();
  private static final CSVFormat CSV =
      CSVFormat.RFC4180
          .builder()
          .setHeader()
          .setSkipHeaderRecord(true)
          .setDuplicateHeaderMode(DuplicateHeaderMode.DISALLOW)
          .get();

  /// Where each question stands, so that none stands twice.
  private final Map<List<String>, Integer> places = new HashMap<>();

  private final List<DoubtfulKey> keys = new ArrayList<>();
  private final String file;

  /// Where the row begins that is being read.
  private int line = 1;

  private DoubtfulFile(String file) {
    this.file = file;
  }

  static DoubtfulKeys bundled() {
    DoubtfulKeys all = new DoubtfulKeys(List.of());
    for (String name : BUNDLED) {
      try (InputStream in = DoubtfulFile.class.getResourceAsStream(name);
          Reader text = new InputStreamReader(in, StandardCharsets.UTF_8)) {
        all = all.and(new DoubtfulFile(name).csv(text));
      } catch (IOException e) {
        throw new UncheckedIOException("cannot read the resource " + name, e);
      }
    }
    return all;
  }

  /// Reads a file.
  ///
  /// @throws IllegalArgumentException if it is none, has no row, or has a question twice; with file
  ///   and line
  /// @throws java.nio.file.NoSuchFileException if there is none
  public static DoubtfulKeys read(Path path) throws IOException {
    DoubtfulFile file = new DoubtfulFile(path.toString());
    if (Files.isDirectory(path)) {
      throw new IllegalArgumentException(path + ": is a folder; name a file");
    }
    try (BufferedReader text = Files.newBufferedReader(path)) {
      skipMark(text);
      DoubtfulKeys keys = jsonLines(path) ? file.json(text) : file.csv(text);
      if (keys.all().isEmpty()) {
        throw file.error(1, "has no question");
      }
      return keys;
    } catch (UncheckedIOException e) {
      throw file.refused(e.getCause());
    } catch (IOException e) {
      throw file.refused(e);
    }
  }

  private static void skipMark(BufferedReader text) throws IOException {
    text.mark(1);
    if (text.read() != '\uFEFF') {
      text.reset();
    }
  }

  /// Returns a failure to read.
  ///
  /// @throws IllegalArgumentException if the file is to blame
  private IOException refused(IOException e) {
    return switch (e) {
      case CharacterCodingException _ ->
          throw new IllegalArgumentException(
              file + ": is not UTF-8 text; convert the file to UTF-8");
      case CSVException _ ->
          throw error(
              line,
              "is no CSV: %s; end a quoted field by a quote, and double each quote within it"
                  .formatted(e.getMessage()));
      default -> e;
    };
  }

  /// Writes a file, replacing what there was.
  public static void write(DoubtfulKeys keys, Path path) throws IOException {
    try (Writer out = Files.newBufferedWriter(path)) {
      if (jsonLines(path)) {
        writeJson(keys, Escapes.JSON.over(out));
      } else {
        writeCsv(keys, out);
      }
    }
  }

  private static boolean jsonLines(Path path) {
    return path.toString().endsWith(".jsonl");
  }

  private static void writeJson(DoubtfulKeys keys, Writer out) throws IOException {
    for (DoubtfulKey key : keys.all()) {
      ObjectNode line = JsonNodeFactory.instance.objectNode();
      line.put("task", key.task()).put("id", key.id());
      line.put("source", key.source()).put("reason", key.reason());
      key.key().ifPresent(doubted -> line.put(KEY, doubted));
      out.write(line + "\n");
    }
    out.flush();
  }

  private static void writeCsv(DoubtfulKeys keys, Writer out) throws IOException {
    out.write("task,id,source,reason,key\n");
    for (DoubtfulKey key : keys.all()) {
      out.write(
          CSVFormat.RFC4180.format(
                  key.task(), key.id(), key.source(), key.reason(), key.key().orElse(""))
              + "\n");
    }
  }

  private DoubtfulKeys csv(Reader text) throws IOException {
    try (CSVParser parser = parser(text)) {
      List<String> header = parser.getHeaderNames();
      if (!header.containsAll(COLUMNS)) {
        throw error(
            1, "must have the columns %s, has %s".formatted(COLUMNS, String.join(",", header)));
      }
      line = 2;
      for (CSVRecord row : parser) {
        if (!row.isConsistent()) {
          throw error(
              line,
              "has %d fields instead of %d; quote a field that holds a comma"
                  .formatted(row.size(), header.size()));
        }
        add(name -> row.isMapped(name) ? row.get(name) : "");
        line = (int) parser.getCurrentLineNumber() + 1;
      }
    }
    return new DoubtfulKeys(keys);
  }

  private CSVParser parser(Reader text) throws IOException {
    try {
      return CSV.parse(text);
    } catch (IllegalArgumentException e) {
      throw error(1, "must name each column, and once: " + e.getMessage());
    }
  }

  private DoubtfulKeys json(BufferedReader text) throws IOException {
    for (String row = text.readLine(); row != null; row = text.readLine()) {
      if (!row.isBlank()) {
        JsonNode node = node(row);
        add(name -> node.path(name).asText(""));
      }
      line++;
    }
    return new DoubtfulKeys(keys);
  }

  private JsonNode node(String text) {
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException e) {
      // The parser counts from the row, where the message has the line of the file.
      String problem =
          e.getOriginalMessage().replaceAll(" \\(start marker at \\[Source[^]]*]\\)", "");
      throw error(line, "is not JSON: " + problem);
    }
  }

  private void add(Function<String, String> field) {
    DoubtfulKey key;
    try {
      key =
          new DoubtfulKey(
              field.apply("task"),
              field.apply("id"),
              field.apply("source"),
              field.apply("reason"),
              Optional.of(field.apply(KEY)).filter(doubted -> !doubted.isEmpty()));
    } catch (IllegalArgumentException e) {
      throw error(line, e.getMessage());
    }
    Integer before = places.putIfAbsent(List.of(key.task(), key.id()), line);
    if (before != null) {
      throw error(
          line,
          "has %s of %s again, which line %d has; make one row of both"
              .formatted(key.id(), key.task(), before));
    }
    keys.add(key);
  }

  private IllegalArgumentException error(int line, String problem) {
    return new IllegalArgumentException("%s:%d: %s".formatted(file, line, problem));
  }
}
