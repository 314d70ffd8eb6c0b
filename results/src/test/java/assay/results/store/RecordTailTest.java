package assay.results.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import assay.results.Circumstances;
import assay.results.Completion;
import assay.results.GenerationSettings;
import assay.results.ModelFacts;
import assay.results.Prompt;
import assay.results.ProtocolFacts;
import assay.results.RunManifest;
import assay.results.Sample;
import assay.results.SampleRecord;
import assay.results.Score;
import assay.results.SelectedRows;
import assay.results.SuiteFacts;
import assay.results.store.RecordTail.News;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RecordTailTest {
  @TempDir private Path folder;
  private RunDirectory run;
  private RecordTail tail;

  @BeforeEach
  void create() throws IOException {
    run =
        RunDirectory.create(
            folder.resolve("run"),
            new RunManifest(
                RunManifest.CURRENT_FORMAT,
                Circumstances.here("assay", "0", "jdk"),
                new RunManifest.ModelIdentity("m", Map.of(), new ModelFacts.Recording("")),
                new RunManifest.DatasetIdentity(
                    "mmlu-pro",
                    "q",
                    "d",
                    SelectedRows.of("all"),
                    "all",
                    List.of(),
                    SuiteFacts.UNKNOWN),
                new RunManifest.ProtocolIdentity(
                    "p",
                    "1",
                    "accuracy",
                    10,
                    Map.of(),
                    Optional.empty(),
                    ProtocolFacts.unknown("p")),
                new GenerationSettings(10, 0, 1, 0, 0, List.of(), 1),
                List.of("own"),
                List.of()));
    tail = run.tail();
  }

  private static SampleRecord record(int index) {
    return new SampleRecord(
        index,
        0,
        new Sample("q" + index, "d", "?", "A", Map.of(), new Sample.Plain()),
        new Prompt.Text("prompt"),
        Completion.recorded("text \ud800 of " + index),
        Map.of("own", new Score.Correct("A", "rule")));
  }

  private void append(int... indexes) throws IOException {
    for (int index : indexes) {
      appendBytes(RecordLine.encode(record(index)));
    }
  }

  private void appendBytes(byte[] bytes) throws IOException {
    Files.write(run.recordFile(), bytes, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }

  private List<Integer> added() throws IOException {
    News.Added added = (News.Added) tail.next(Long.MAX_VALUE);
    return added.lines().stream().map(line -> line.record().index()).toList();
  }

  @Test
  void handsOutEachRecordOnce() throws IOException {
    assertThat(added()).isEmpty();
    append(0, 1);
    assertThat(added()).containsExactly(0, 1);
    assertThat(added()).isEmpty();
    append(2);
    assertThat(added()).containsExactly(2);
  }

  @Test
  void readsOnlyWhatWasAdded() throws IOException {
    append(0, 1);
    assertThat(added()).containsExactly(0, 1);
    try (FileChannel channel = FileChannel.open(run.recordFile(), StandardOpenOption.WRITE)) {
      channel.write(
          ByteBuffer.wrap("overwritten".getBytes(java.nio.charset.StandardCharsets.UTF_8)), 0);
    }
    append(2);
    assertThat(added()).containsExactly(2);
  }

  @Test
  void leavesALineThatIsNotFinishedForLater() throws IOException {
    byte[] line = RecordLine.encode(record(1));
    append(0);
    appendBytes(java.util.Arrays.copyOf(line, 40));
    News.Added torn = (News.Added) tail.next(Long.MAX_VALUE);
    assertThat(torn.lines()).hasSize(1);
    assertThat(torn.unfinished()).isEqualTo(40);
    assertThat(torn.unread()).isEqualTo(40);
    appendBytes(java.util.Arrays.copyOfRange(line, 40, line.length));
    assertThat(added()).containsExactly(1);
  }

  @Test
  void followsARunThatCutsItsTornLineAndGoesOn() throws IOException {
    append(0);
    appendBytes(java.util.Arrays.copyOf(RecordLine.encode(record(1)), 40));
    assertThat(added()).containsExactly(0);
    try (RecordWriter writer = run.writer(SyncPolicy.DEFAULT)) {
      writer.append(record(2));
    }
    assertThat(added()).containsExactly(2);
  }

  @Test
  void countsAWholeLineWithoutItsNewlineOnce() throws IOException {
    byte[] line = RecordLine.encode(record(0));
    appendBytes(java.util.Arrays.copyOf(line, line.length - 1));
    assertThat(added()).containsExactly(0);
    assertThat(added()).isEmpty();
    try (RecordWriter writer = run.writer(SyncPolicy.DEFAULT)) {
      writer.append(record(1));
    }
    assertThat(added()).containsExactly(1);
  }

  @Test
  void stopsAfterTheBytesAskedFor() throws IOException {
    append(IntStream.range(0, 10).toArray());
    News.Added first = (News.Added) tail.next(1);
    assertThat(first.lines()).hasSize(1);
    assertThat(first.unread()).isEqualTo(Files.size(run.recordFile()) / 10 * 9);
    assertThat(first.unfinished()).isZero();
    assertThat(added()).hasSize(9);
  }

  @Test
  void tellsAFileThatIsGoneOrAnother() throws IOException {
    append(0, 1);
    assertThat(added()).hasSize(2);
    Files.delete(run.recordFile());
    assertThat(tail.next(1)).isEqualTo(new News.Gone());
    append(0, 1, 2);
    assertThat(tail.next(1)).isEqualTo(new News.Replaced());
    RecordTail second = run.tail();
    assertThat(((News.Added) second.next(Long.MAX_VALUE)).lines()).hasSize(3);
    try (FileChannel channel = FileChannel.open(run.recordFile(), StandardOpenOption.WRITE)) {
      channel.truncate(10);
    }
    assertThat(second.next(1)).isEqualTo(new News.Replaced());
  }

  @Test
  void damageNamesFileAndLine() throws IOException {
    append(0);
    appendBytes(
        "{\"crc32c\":\"00000000\",\"record\":{}}\n"
            .getBytes(java.nio.charset.StandardCharsets.UTF_8));
    assertThatThrownBy(() -> tail.next(Long.MAX_VALUE))
        .isInstanceOf(MalformedRecordException.class)
        .hasMessageStartingWith(run.recordFile() + ":2: the record is damaged: checksum is");
  }

  @Test
  void readsARecordFromItsPlace() throws IOException {
    append(0, 1, 2);
    List<RecordTail.Place> places =
        ((News.Added) tail.next(Long.MAX_VALUE))
            .lines().stream().map(RecordTail.Line::place).toList();
    try (Stream<SampleRecord> read = tail.read(List.of(places.get(2), places.get(0)))) {
      assertThat(read).containsExactly(record(2), record(0));
    }
  }

  @Test
  void seesAWriterWithoutTakingItsLock() throws IOException {
    append(0);
    assumeTrue(run.writerPresence() != WriterPresence.UNKNOWN, "this system lists no locks");
    assertThat(run.writerPresence()).isEqualTo(WriterPresence.ABSENT);
    try (RecordWriter writer = run.writer(SyncPolicy.DEFAULT)) {
      writer.append(record(1));
      assertThat(run.writerPresence()).isEqualTo(WriterPresence.PRESENT);
    }
    assertThat(run.writerPresence()).isEqualTo(WriterPresence.ABSENT);
  }
}
