package assay.results.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import assay.results.Completion;
import assay.results.Prompt;
import assay.results.Sample;
import assay.results.SampleRecord;
import assay.results.Score;
import assay.results.TestCase;
import assay.results.TestSet;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// The records of a run, whatever happened to their file.
final class RunDirectoryTest extends RunFolders {
  @Test
  void readsBackEveryKindOfRecord() throws IOException {
    List<SampleRecord> records = EveryField.everyKind();
    RunDirectory run = run();
    write(run, records);
    assertThat(read(run)).isEqualTo(records);
  }

  @Test
  void skimmedRecordsLackTheirLongestTextsAndNothingElse() throws IOException {
    List<SampleRecord> records = EveryField.everyKind();
    RunDirectory run = run();
    write(run, records);
    List<SampleRecord> expected =
        records.stream()
            .map(
                each -> {
                  Sample sample = each.sample();
                  return new SampleRecord(
                      each.index(),
                      each.attempt(),
                      new Sample(
                          sample.id(),
                          sample.digest(),
                          "",
                          sample.target(),
                          sample.facets(),
                          sample.extras()),
                      new Prompt.Unrecorded(),
                      each.outcome(),
                      each.scores());
                })
            .toList();
    try (Stream<SampleRecord> skimmed = run.skim()) {
      assertThat(skimmed.toList()).isEqualTo(expected);
    }
  }

  @Test
  void repeatedAttemptsTellAllTheirRecordsAndWhereTheyStand() throws IOException {
    RunDirectory run = run();
    List<SampleRecord> once = List.of(EveryField.record(0, "a"), EveryField.record(1, "b"));
    write(run, once);
    try (Stream<PlacedRecord> repeated = run.repeated()) {
      assertThat(repeated.toList()).isEmpty();
    }
    long end = Files.size(run.recordFile());
    write(run, List.of(EveryField.record(1, "c"), EveryField.record(2, "d")));
    try (Stream<PlacedRecord> repeated = run.repeated()) {
      List<PlacedRecord> both = repeated.toList();
      assertThat(both)
          .extracting(each -> ((Completion) each.record().outcome()).text())
          .containsExactly("b", "c");
      assertThat(both.getFirst().start()).isPositive().isLessThan(end);
      assertThat(both.getLast().start()).isEqualTo(end);
    }
  }

  @Test
  void keepsTextThatUtf8CannotHold() throws IOException {
    RunDirectory run = run();
    String text = "lone \ud800 surrogate, pair \ud83d\ude00, nul \u0000, line\u2028separator";
    write(run, List.of(EveryField.record(0, text)));
    assertThat(((Completion) read(run).getFirst().outcome()).text()).isEqualTo(text);
  }

  @Test
  void refusesToCreateOverAnExistingRun() throws IOException {
    RunDirectory run = run();
    assertThatThrownBy(() -> RunDirectory.create(run.path(), EveryField.manifest()))
        .isInstanceOf(FileAlreadyExistsException.class);
  }

  @Test
  void aSecondWriterIsRefused() throws IOException {
    RunDirectory run = run();
    try (RecordWriter first = run.writer(SyncPolicy.DEFAULT)) {
      first.append(EveryField.record(0, "a"));
      assertThatThrownBy(() -> run.writer(SyncPolicy.DEFAULT))
          .isInstanceOf(RunLockedException.class)
          .hasMessage(
              run.path().toAbsolutePath()
                  + ": another writer holds this run."
                  + " Wait until it ends, or give this run a folder of its own with --out");
    }
    run.writer(SyncPolicy.DEFAULT).close();
  }

  @Test
  void theLockOutlivesAReaderOfTheSameProgram() throws IOException {
    RunDirectory run = run();
    assumeTrue(run.writerPresence() != WriterPresence.UNKNOWN, "this system lists no locks");
    try (RecordWriter first = run.writer(SyncPolicy.DEFAULT)) {
      first.append(EveryField.record(0, "a"));
      try (Stream<SampleRecord> records = run.records()) {
        assertThat(records).hasSize(1);
      }
      assertThat(run.writerPresence()).isEqualTo(WriterPresence.PRESENT);
    }
  }

  @Test
  void cutAtEveryByteOfTheLastLineContinuesWithoutLosingAGoodOne() throws IOException {
    RunDirectory run = run();
    write(run, List.of(EveryField.record(0, "first"), EveryField.record(1, "second")));
    byte[] whole = Files.readAllBytes(run.recordFile());
    int secondStart = indexOfNewline(whole) + 1;
    for (int length = secondStart; length <= whole.length; length++) {
      Files.write(run.recordFile(), Arrays.copyOf(whole, length));
      boolean secondIsWhole = length >= whole.length - 1;
      assertThat(read(run)).as("before, length %d", length).hasSize(secondIsWhole ? 2 : 1);
      write(run, List.of(EveryField.record(2, "third")));
      assertThat(read(run).stream().map(SampleRecord::index))
          .as("length %d", length)
          .isEqualTo(secondIsWhole ? List.of(0, 1, 2) : List.of(0, 2));
    }
  }

  @Test
  void nulBytesAtTheEndAreCut() throws IOException {
    RunDirectory run = run();
    write(run, List.of(EveryField.record(0, "first")));
    Files.write(run.recordFile(), new byte[100], StandardOpenOption.APPEND);
    write(run, List.of(EveryField.record(1, "second")));
    assertThat(read(run)).hasSize(2);
  }

  @Test
  void anyFlippedByteInTheMiddleIsAnErrorThatNamesFileAndLine() throws IOException {
    RunDirectory run = run();
    write(
        run,
        List.of(
            EveryField.record(0, "first"),
            EveryField.record(1, "second"),
            EveryField.record(2, "third")));
    byte[] whole = Files.readAllBytes(run.recordFile());
    int start = indexOfNewline(whole) + 1;
    for (int at = start; at < start + 200; at++) {
      byte[] damaged = whole.clone();
      damaged[at] ^= 1;
      Files.write(run.recordFile(), damaged);
      assertThatThrownBy(() -> read(run))
          .as("byte %d", at)
          .isInstanceOf(MalformedRecordException.class)
          .hasMessageStartingWith(run.recordFile() + ":2: the record is damaged: ")
          .hasMessageEndingWith(
              ". Restore the file from a copy, or delete this line and continue with --resume");
      assertThatThrownBy(() -> run.writer(SyncPolicy.DEFAULT))
          .isInstanceOf(MalformedRecordException.class);
    }
  }

  @Test
  void theLastRecordOfARepeatedAttemptCounts() throws IOException {
    RunDirectory run = run();
    write(
        run,
        List.of(
            EveryField.record(0, "old"),
            EveryField.record(1, "kept"),
            EveryField.record(0, "new")));
    assertThat(read(run).stream().map(r -> ((Completion) r.outcome()).text()))
        .containsExactly("kept", "new");
  }

  private static int indexOfNewline(byte[] bytes) {
    return new String(bytes, StandardCharsets.ISO_8859_1).indexOf('\n');
  }

  @Test
  void testsOfAProblemStayOutOfTheRecord() throws IOException {
    TestSet tests = TestSet.of(List.of(new TestCase(TestCase.Kind.STDIN, "1", "2")));
    Sample sample =
        new Sample(
            "p", "d", "q", "", Map.of(), new Sample.Programming("", Optional.empty(), tests));
    RunDirectory run = run();
    write(
        run,
        List.of(
            new SampleRecord(
                0,
                0,
                sample,
                new Prompt.Unrecorded(),
                Completion.recorded("code"),
                Map.of("code/real", new Score.Correct("code", "all tests")))));
    Sample stored = read(run).getFirst().sample();
    assertThat(((Sample.Programming) stored.extras()).tests())
        .isEqualTo(new TestSet(1, tests.digest(), List.of()));
  }
}
