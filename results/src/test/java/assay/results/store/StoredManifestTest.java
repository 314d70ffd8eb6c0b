package assay.results.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import assay.results.CallFacts;
import assay.results.Cause;
import assay.results.Completion;
import assay.results.Cost;
import assay.results.Failure;
import assay.results.Outcome;
import assay.results.RunManifest;
import assay.results.SampleRecord;
import assay.results.Work;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/// The manifest of a run, and what is added to it when the run is done.
final class StoredManifestTest extends RunFolders {
  @Test
  void readsBackTheManifest() throws IOException {
    RunDirectory run = run();
    assertThat(RunDirectory.open(run.path()).manifest()).isEqualTo(EveryField.manifest());
  }

  @Test
  void saysThatAFolderIsNoRun() {
    assertThatThrownBy(() -> RunDirectory.open(folder.resolve("nothing")))
        .hasMessage(
            folder.resolve("nothing").resolve("manifest.json")
                + ": not found, so this is no run directory. `assay list` shows the runs");
  }

  @Test
  void aManifestOfAnotherFormatIsRefused() throws IOException {
    RunDirectory run = run();
    Path file = run.path().resolve("manifest.json");
    Files.writeString(file, Files.readString(file).replace("\"format\" : 2", "\"format\" : 99"));
    assertThatThrownBy(() -> RunDirectory.open(run.path()))
        .hasMessage(file + ": the run has format 99, this program reads formats 1 and 2");
  }

  @Test
  void theManifestTellsWhatAllAnswersCost() throws IOException {
    RunDirectory run = run();
    SampleRecord paid = EveryField.everyKind().getFirst();
    Completion answer = (Completion) paid.outcome();
    CallFacts call = CallFacts.UNKNOWN.costing(new Cost(new BigDecimal("0.30"), "EUR"));
    CallFacts foreign = CallFacts.UNKNOWN.costing(new Cost(new BigDecimal("7"), "USD"));
    write(
        run,
        List.of(
            with(paid, 0, answer.withCall(call)),
            with(paid, 0, answer.withCall(call)),
            with(paid, 1, answer.withCall(call.fromCache())),
            with(paid, 2, answer.withCall(foreign)),
            with(paid, 3, new Failure(Cause.TIMEOUT, "late"))));
    run.settle();
    RunManifest settled = RunDirectory.open(run.path()).manifest();
    // The attempt that was repeated was paid twice, and the kept answer not at all.
    assertThat(settled.circumstances().billing())
        .contains(EveryField.BILLING.spending(new BigDecimal("0.6")));
    assertThat(settled.in(EveryField.manifest().circumstances())).isEqualTo(EveryField.manifest());
  }

  @Test
  void theManifestTellsHowLongAllPartsTook() throws IOException {
    RunDirectory run = run();
    run.settle(new Work(Duration.ofMillis(500), 12));
    RunManifest settled = RunDirectory.open(run.path()).manifest();
    assertThat(settled.circumstances().work()).contains(new Work(Duration.ofSeconds(2), 42));
    assertThat(settled.circumstances().work().orElseThrow().tokensPerSecond()).hasValue(21);
    assertThat(settled.in(EveryField.manifest().circumstances())).isEqualTo(EveryField.manifest());
  }

  private static SampleRecord with(SampleRecord of, int attempt, Outcome outcome) {
    return new SampleRecord(0, attempt, of.sample(), of.prompt(), outcome, of.scores());
  }
}
