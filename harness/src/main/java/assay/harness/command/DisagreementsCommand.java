package assay.harness.command;

import assay.harness.catalog.Catalog;
import assay.harness.disagreement.Disagreement;
import assay.harness.disagreement.DisagreementList;
import assay.harness.run.Console;
import assay.harness.run.RunOrder;
import assay.harness.run.UsageException;
import assay.results.SampleRecord;
import assay.results.store.RunDirectory;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Lists where two scorers differ on the attempts of a run.
@Command(
    name = "disagreements",
    mixinStandardHelpOptions = true,
    description = {
      "Lists the attempts of a run on which two scorers differ, each with its cause, and counts"
          + " them by cause.",
      "No model is needed. Verdicts are those of the records; a scorer that needs only text and"
          + " has none there judges the recorded completion now."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  assay disagreements runs/mmlu-pro_qwen_1a2b3c4d",
      "      the protocol's own scorer and the sound one",
      "  assay disagreements runs/math-500_qwen_5e6f \\",
      "        --scorers math/hendrycks,math/sound --json",
      "      one JSON object a line, the counts in the last one",
      "  assay disagreements runs/livecodebench_x --scorers code/official,code/real",
      "      programs that fail only in the official harness are marked as its",
      "      artefacts",
      "",
      "Causes: not measured by one; no answer found by one; different answers",
      "extracted; same answer, judged differently; for programs, artefact of the",
      "official harness, and passes in the official harness only. Numbers in brackets",
      "are offsets in the completion. The status is 0 whether or not there are",
      "disagreements."
    })
final class DisagreementsCommand implements Callable<Integer> {
  private final Console console;
  private final Catalog catalog;

  @Parameters(paramLabel = "RUN", description = "Folder of the run.")
  private Path run;

  @Option(
      names = "--scorers",
      split = ",",
      paramLabel = "A,B",
      description =
          "The two scorers (default: the protocol's own, and the sound one of its family, or else"
              + " the run's second).")
  private List<String> scorers = List.of();

  @Option(
      names = "--answers",
      description = "Also list attempts with the same verdict on different answers.")
  private boolean answers;

  @Option(
      names = "--limit",
      paramLabel = "N",
      description = "List only the first N; all are counted.")
  private Long limit;

  @Option(names = "--json", description = "One JSON object a line; the last one has the counts.")
  private boolean json;

  DisagreementsCommand(Console console, Catalog catalog) {
    this.console = console;
    this.catalog = catalog;
  }

  @Override
  public Integer call() throws IOException {
    if (!scorers.isEmpty() && new LinkedHashSet<>(scorers).size() != 2) {
      throw new UsageException(
          "--scorers %s: two different names are needed, as choice/official,choice/sound"
              .formatted(String.join(",", scorers)));
    }
    RunDirectory directory = catalog.open(run);
    Optional<SampleRecord> any;
    try (Stream<SampleRecord> records = directory.records()) {
      any = records.findFirst();
    }
    if (any.isEmpty()) {
      console.remark(run + ": has no records yet");
      return 0;
    }
    List<String> pair = pair(any.get());
    DisagreementList list =
        new DisagreementList(console.out(), pair.get(0), pair.get(1), json, shown());
    int attempts = directory.manifest().settings().attempts();
    RunOrder<SampleRecord> order = new RunOrder<>(record -> add(list, record));
    try (Stream<SampleRecord> records = directory.records()) {
      records.forEachOrdered(
          record -> order.add((long) record.index() * attempts + record.attempt(), record));
    }
    order.finish();
    list.finish();
    return 0;
  }

  private void add(DisagreementList list, SampleRecord record) {
    requireAvailable(record, list.first());
    requireAvailable(record, list.second());
    list.add(Disagreement.of(record, list.first(), list.second(), answers));
  }

  private long shown() {
    return limit == null ? Long.MAX_VALUE : limit;
  }

  private List<String> pair(SampleRecord record) {
    if (!scorers.isEmpty()) {
      return scorers;
    }
    Set<String> names = record.scores().keySet();
    String own = names.iterator().next();
    String family = own.substring(0, own.indexOf('/') + 1);
    Optional<String> sound =
        Stream.of(family + "sound", family + "real")
            .filter(name -> !name.equals(own) && Disagreement.available(record, name))
            .findFirst();
    return List.of(
        own,
        sound
            .or(() -> names.stream().skip(1).findFirst())
            .orElseThrow(
                () ->
                    new UsageException(
                        "%s was judged by %s alone; name two scorers with --scorers"
                            .formatted(run, own))));
  }

  private void requireAvailable(SampleRecord record, String scorer) {
    if (!Disagreement.available(record, scorer)) {
      throw new UsageException(
          "--scorers %s: not among the scorers of %s (%s), and it cannot judge recorded text. Score"
                  .formatted(scorer, run, String.join(", ", record.scores().keySet()))
              + " the run with it first, or correct the name");
    }
  }
}
