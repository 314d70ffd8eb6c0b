package assay.results.store;

import assay.results.RetryNote;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// The `retries.jsonl` of a run: a line, with its checksum, for each time that attempts were done
/// again. Who appends holds the run's [RecordWriter].
record RetryNotes(Path file) {

  void append(RetryNote note) throws IOException {
    try (FileChannel channel =
        FileChannel.open(
            file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      RecordWriter.recover(channel, file);
      ByteBuffer line = ByteBuffer.wrap(RecordLine.frame(write(note)));
      while (line.hasRemaining()) {
        channel.write(line);
      }
      channel.force(false);
    }
  }

  /// Returns all notes; a last one that was not finished is left out.
  List<RetryNote> all() throws IOException {
    List<RetryNote> notes = new ArrayList<>();
    if (!Files.exists(file)) {
      return notes;
    }
    try (LineScanner lines = new LineScanner(Files.newInputStream(file))) {
      for (LineScanner.Line line = lines.next(); line != null; line = lines.next()) {
        String damage = RecordLine.damage(line.bytes()).orElse("");
        if (damage.isEmpty()) {
          notes.add(read(line.bytes(), notes.size() + 1));
        } else if (line.terminated()) {
          throw RecordWriter.damaged(file, notes.size() + 1, damage);
        }
      }
    }
    return notes;
  }

  private RetryNote read(byte[] line, long number) {
    try {
      return RecordLine.decode(line, RetryNotes::read);
    } catch (Fields.FieldException e) {
      throw new MalformedRecordException(file, number, e.getMessage());
    }
  }

  private static ObjectNode write(RetryNote note) {
    ObjectNode node =
        JsonNodeFactory.instance
            .objectNode()
            .put("begun", note.begun().toString())
            .put("version", note.version())
            .put("attempts", note.attempts())
            .put("recordBytes", note.recordBytes());
    note.address().ifPresent(address -> node.put("address", address));
    return node;
  }

  private static RetryNote read(JsonNode node) {
    Fields fields = new Fields(node, "");
    return new RetryNote(
        instant(fields.text("begun")),
        fields.text("version"),
        fields.integer("attempts"),
        fields.longInteger("recordBytes"),
        fields.optionalText("address"));
  }

  private static Instant instant(String text) {
    try {
      return Instant.parse(text);
    } catch (DateTimeException e) {
      throw new Fields.FieldException(
          "field \"begun\" must be a time, found \"%s\": %s".formatted(text, e.getMessage()));
    }
  }
}
