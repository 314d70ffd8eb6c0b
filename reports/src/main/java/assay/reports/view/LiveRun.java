package assay.reports.view;

import assay.reports.page.SampleJson;
import assay.reports.run.RunRecords;
import assay.reports.run.RunningScore;
import assay.reports.run.SampleWeights;
import assay.results.RunManifest;
import assay.results.SampleRecord;
import assay.results.SampleRecord.AttemptKey;
import assay.results.store.MalformedRecordException;
import assay.results.store.RecordTail;
import assay.results.store.RecordTail.News;
import assay.results.store.RecordTail.Place;
import assay.results.store.RunDirectory;
import assay.results.store.RunOpener;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/// A run that is followed: what has been read of it so far, and where each record stands in its
/// file. Texts are read again from there when somebody asks for them. Thread-safe.
final class LiveRun {
  /// How much is read at a time, so that the page can show how far the first reading is.
  private static final long BYTES_AT_ONCE = 32 << 20;

  private static final int LAST = 8;

  private final String name;
  private final Path folder;
  private final RunOpener opener;
  private final InstantSource clock;
  private int generation;
  private Reading reading;
  private String damage = "";
  private boolean deleted;

  LiveRun(String name, Path folder, RunOpener opener, InstantSource clock) throws IOException {
    this.name = name;
    this.folder = folder;
    this.opener = opener;
    this.clock = clock;
    this.reading = new Reading(opener.open(folder));
  }

  /// What has been read since the run's file was met.
  private static final class Reading {
    private final RunDirectory directory;
    private final RecordTail tail;
    private final RunningScore score;
    private final ArrivalRate rate = new ArrivalRate();
    private final List<Place> places = new ArrayList<>();
    private final List<byte[]> rows = new ArrayList<>();
    private final Map<AttemptKey, Integer> counting = new HashMap<>();
    private final Deque<SampleRecord> last = new ArrayDeque<>();
    private long unread;
    private long unfinished;
    private boolean caughtUp;

    Reading(RunDirectory directory) {
      this.directory = directory;
      this.score = new RunningScore(SampleWeights.of(directory.manifest().dataset()));
      this.tail = directory.tail();
    }

    void take(News.Added news, Instant now) throws IOException {
      for (RecordTail.Line line : news.lines()) {
        SampleRecord record = line.record();
        score.add(record);
        counting.put(record.key(), places.size());
        places.add(line.place());
        rows.add(row(record));
        last.addFirst(record);
        if (last.size() > LAST) {
          last.removeLast();
        }
      }
      unread = news.unread();
      unfinished = news.unfinished();
      caughtUp |= unread == unfinished;
      if (caughtUp) {
        rate.note(now, score.attempts());
      }
    }

    private static byte[] row(SampleRecord record) throws IOException {
      StringWriter text = new StringWriter();
      try (JsonGenerator json = SampleJson.generator(text)) {
        new SampleJson(json).row(record);
      }
      return text.toString().getBytes(StandardCharsets.UTF_8);
    }
  }

  String name() {
    return name;
  }

  synchronized RunManifest manifest() {
    return reading.directory.manifest();
  }

  /// Reads what was added since the last call, and returns how far the run is.
  synchronized LiveStatus follow() {
    Instant now = clock.instant();
    try {
      if (RunDirectory.isRun(folder)) {
        read(now);
      } else {
        deleted = true;
      }
      damage = "";
    } catch (MalformedRecordException e) {
      damage = e.getMessage();
    } catch (IOException e) {
      damage = "cannot be read: " + e;
    }
    return status();
  }

  private void read(Instant now) throws IOException {
    if (deleted) {
      startAgain();
    }
    switch (reading.tail.next(BYTES_AT_ONCE)) {
      case News.Added added -> reading.take(added, now);
      case News.Gone gone -> deleted = true;
      case News.Replaced replaced -> startAgain();
    }
  }

  private void startAgain() throws IOException {
    reading = new Reading(opener.open(folder));
    deleted = false;
    generation++;
  }

  private LiveStatus status() {
    RunManifest manifest = manifest();
    long planned = (long) manifest.dataset().rows().size() * manifest.settings().attempts();
    RunState state =
        new StateJudge(reading.directory, clock)
            .state(
                deleted, !damage.isEmpty(), reading.caughtUp, planned - reading.score.attempts());
    return new LiveStatus(
        generation,
        state,
        remark(state, planned),
        planned,
        reading.places.size(),
        reading.score.accuracy(),
        state.settled() ? OptionalDouble.empty() : reading.rate.perSecond(),
        List.copyOf(reading.last));
  }

  private String remark(RunState state, long planned) {
    String torn =
        reading.unfinished == 0 || state == RunState.RUNNING
            ? ""
            : " Its last line is torn (%,d bytes) and is not counted; --resume cuts it."
                .formatted(reading.unfinished);
    return switch (state) {
      case RUNNING, FINISHED -> torn.strip();
      case READING -> "%,d bytes are still to be read.".formatted(reading.unread);
      case STOPPED, QUIET ->
          "%,d of %,d attempts have a record; the same command with --resume continues the run.%s"
              .formatted(reading.score.attempts(), planned, torn);
      case DAMAGED -> damage;
      case DELETED -> folder + " is gone; what was read of it before is still shown.";
    };
  }

  /// Returns a JSON array of rows from a position on.
  synchronized byte[] rows(int from, int most) {
    ByteArrayOutputStream json = new ByteArrayOutputStream();
    json.write('[');
    for (int i = from; i < Math.min(from + most, reading.rows.size()); i++) {
      if (i > from) {
        json.write(',');
      }
      json.writeBytes(reading.rows.get(i));
    }
    json.write(']');
    return json.toByteArray();
  }

  /// Returns a JSON array of the texts of a block.
  ///
  /// @throws MalformedRecordException if they no longer stand where they stood
  byte[] texts(int block) throws IOException {
    StringWriter text = new StringWriter();
    try (Stream<SampleRecord> records = open(block(block));
        JsonGenerator json = SampleJson.generator(text)) {
      SampleJson samples = new SampleJson(json);
      json.writeStartArray();
      for (SampleRecord record : (Iterable<SampleRecord>) records::iterator) {
        samples.texts(record);
      }
      json.writeEndArray();
    }
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }

  private synchronized List<Place> block(int number) {
    long from = Math.min((long) number * SampleJson.BLOCK, reading.places.size());
    long to = Math.min(from + SampleJson.BLOCK, reading.places.size());
    return List.copyOf(reading.places.subList((int) from, (int) to));
  }

  private Stream<SampleRecord> open(List<Place> places) throws IOException {
    RecordTail tail;
    synchronized (this) {
      tail = reading.tail;
    }
    return tail.read(places);
  }

  /// Returns the records that count at this moment, which stay the same while more are written.
  synchronized RunRecords snapshot() {
    List<Place> counting =
        reading.counting.values().stream().sorted().map(reading.places::get).toList();
    RecordTail tail = reading.tail;
    return new RunRecords(
        name,
        manifest(),
        () -> {
          try {
            return tail.read(counting);
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
  }
}
