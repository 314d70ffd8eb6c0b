package assay.reports.export;

import assay.reports.parquet.ParquetColumn;
import assay.reports.parquet.ParquetTable;
import assay.reports.run.RunReport;
import assay.reports.run.SampleWeights;
import assay.reports.run.Verdict;
import assay.results.Completion;
import assay.results.Failure;
import assay.results.Message;
import assay.results.Outcome;
import assay.results.Prompt;
import assay.results.RunManifest;
import assay.results.Sample;
import assay.results.SampleRecord;
import assay.results.Score;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/// A run as two Parquet files: `samples.parquet`, a row a sample, and `attempts.parquet`, a row an
/// attempt, which `sample_id` joins. What was not measured is null in `correct` and `credit`, and
/// its cause stands beside it.
///
/// Columns of samples are `sample_id`, `index`, `digest`, `input`, `target`, `options` (a JSON
/// list), `weight`, and `attempts`, `measured`, `correct`, `credit` by the protocol's own scorer;
/// then `facet:NAME`. Those of attempts are `sample_id`, `index`, `attempt`, `prompt` (messages as
/// a JSON list), `completion`, `stop_reason`, `prompt_tokens`, `completion_tokens`, `seconds`,
/// `cause`, `detail`; then for each scorer `correct:NAME`, `credit:NAME`, `verdict:NAME`,
/// `answer:NAME`, `rule:NAME`, `cause:NAME`. The credit of an attempt is 1 where the answer is
/// right, else the share of it that is: their mean is the score. That of a sample is the sum over
/// its attempts. Model, suite, protocol and the digest of the manifest are key and value of the
/// file.
public final class ParquetExport {
  private final RunReport run;
  private final Map<String, Tally> tallies = new HashMap<>();
  private final Set<String> facets = new LinkedHashSet<>();

  /// Attempts at a sample by the protocol's own scorer.
  private record Tally(int attempts, int measured, int correct, double credit) {
    static final Tally NONE = new Tally(0, 0, 0, 0);

    static Tally of(Score score) {
      return new Tally(
          1, score.measured() ? 1 : 0, score.correct() ? 1 : 0, Verdict.of(score).credit());
    }

    Tally plus(Tally other) {
      return new Tally(
          attempts + other.attempts,
          measured + other.measured,
          correct + other.correct,
          credit + other.credit);
    }
  }

  private ParquetExport(RunReport run) {
    this.run = run;
  }

  /// Writes both files into a folder, which is made where there is none. The records are read
  /// twice, and few are held.
  ///
  /// @param manifestDigest SHA-256 (hex) of the run's manifest
  /// @return the two files, samples first
  /// @throws IllegalArgumentException if the run has no record
  public static List<Path> write(RunReport run, String manifestDigest, Path folder)
      throws IOException {
    if (run.scorers().isEmpty()) {
      throw new IllegalArgumentException(run.name() + " has no record");
    }
    return new ParquetExport(run).write(manifestDigest, folder);
  }

  private List<Path> write(String manifestDigest, Path folder) throws IOException {
    try (Stream<SampleRecord> records = run.records().source().skim()) {
      records.forEach(this::count);
    }
    RunManifest manifest = run.manifest();
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("assay.model", manifest.model().name());
    facts.put("assay.suite", manifest.dataset().suite());
    facts.put("assay.protocol", manifest.protocol().name());
    facts.put("assay.manifest", manifestDigest);
    Files.createDirectories(folder);
    Path samples = folder.resolve("samples.parquet");
    Path attempts = folder.resolve("attempts.parquet");
    Set<String> seen = new HashSet<>();
    try (ParquetTable<SampleRecord> bySample = ParquetTable.create(samples, samples(), facts);
        ParquetTable<SampleRecord> byAttempt = ParquetTable.create(attempts, attempts(), facts);
        Stream<SampleRecord> records = run.records().source().open()) {
      for (Iterator<SampleRecord> each = records.iterator(); each.hasNext(); ) {
        SampleRecord record = each.next();
        if (seen.add(record.sample().id())) {
          bySample.add(record);
        }
        byAttempt.add(record);
      }
    }
    return List.of(samples, attempts);
  }

  private void count(SampleRecord record) {
    facets.addAll(record.sample().facets().keySet());
    tallies.merge(record.sample().id(), Tally.of(record.primaryScore()), Tally::plus);
  }

  private List<ParquetColumn<SampleRecord>> samples() {
    SampleWeights weights = SampleWeights.of(run.manifest().dataset());
    List<ParquetColumn<SampleRecord>> columns = new ArrayList<>();
    columns.add(ParquetColumn.text("sample_id", record -> record.sample().id()));
    columns.add(ParquetColumn.count("index", SampleRecord::index));
    columns.add(ParquetColumn.text("digest", record -> record.sample().digest()));
    columns.add(ParquetColumn.text("input", record -> record.sample().input()));
    columns.add(ParquetColumn.text("target", record -> record.sample().target()));
    columns.add(ParquetColumn.known("options", record -> options(record.sample())));
    columns.add(
        ParquetColumn.number("weight", record -> Optional.of(weights.of(record.sample().id()))));
    columns.add(ParquetColumn.count("attempts", record -> tally(record).attempts()));
    columns.add(ParquetColumn.count("measured", record -> tally(record).measured()));
    columns.add(ParquetColumn.count("correct", record -> tally(record).correct()));
    columns.add(ParquetColumn.number("credit", record -> credit(tally(record))));
    for (String facet : facets) {
      columns.add(
          ParquetColumn.known(
              "facet:" + facet,
              record -> Optional.ofNullable(record.sample().facets().get(facet))));
    }
    return columns;
  }

  private Tally tally(SampleRecord record) {
    return tallies.getOrDefault(record.sample().id(), Tally.NONE);
  }

  private static Optional<Double> credit(Tally tally) {
    return tally.measured() == 0 ? Optional.empty() : Optional.of(tally.credit());
  }

  private static Optional<String> options(Sample sample) {
    if (!(sample.extras() instanceof Sample.Choices choices)) {
      return Optional.empty();
    }
    ArrayNode list = JsonNodeFactory.instance.arrayNode();
    choices.options().forEach(list::add);
    return Optional.of(list.toString());
  }

  private List<ParquetColumn<SampleRecord>> attempts() {
    List<ParquetColumn<SampleRecord>> columns = new ArrayList<>();
    columns.add(ParquetColumn.text("sample_id", record -> record.sample().id()));
    columns.add(ParquetColumn.count("index", SampleRecord::index));
    columns.add(ParquetColumn.count("attempt", SampleRecord::attempt));
    columns.add(ParquetColumn.known("prompt", record -> prompt(record.prompt())));
    columns.add(completion("completion", Completion::text));
    columns.add(completion("stop_reason", done -> done.stopReason().toString()));
    columns.add(tokens("prompt_tokens", Completion::promptTokens));
    columns.add(tokens("completion_tokens", Completion::completionTokens));
    columns.add(
        ParquetColumn.number(
            "seconds", record -> done(record).map(done -> done.elapsed().toNanos() / 1e9)));
    columns.add(failure("cause", failure -> failure.cause().label()));
    columns.add(failure("detail", Failure::detail));
    run.manifest().scorers().forEach(scorer -> columns.addAll(scorer(scorer)));
    return columns;
  }

  private static List<ParquetColumn<SampleRecord>> scorer(String name) {
    return List.of(
        ParquetColumn.truth(
            "correct:" + name, record -> measured(record, name).map(Score::correct)),
        ParquetColumn.number(
            "credit:" + name,
            record -> measured(record, name).map(score -> Verdict.of(score).credit())),
        ParquetColumn.known("verdict:" + name, record -> score(record, name).map(Score::verdict)),
        ParquetColumn.known("answer:" + name, record -> score(record, name).map(Score::answerText)),
        ParquetColumn.known("rule:" + name, record -> score(record, name).map(Score::ruleName)),
        ParquetColumn.known(
            "cause:" + name, record -> score(record, name).flatMap(ParquetExport::cause)));
  }

  private static Optional<String> cause(Score score) {
    return score instanceof Score.NotMeasured unmeasured
        ? Optional.of(unmeasured.cause().label())
        : Optional.empty();
  }

  private static Optional<Score> score(SampleRecord record, String scorer) {
    return Optional.ofNullable(record.scores().get(scorer));
  }

  private static Optional<Score> measured(SampleRecord record, String scorer) {
    return score(record, scorer).filter(Score::measured);
  }

  private static ParquetColumn<SampleRecord> completion(
      String name, Function<Completion, String> of) {
    return ParquetColumn.known(name, record -> done(record).map(of));
  }

  private static ParquetColumn<SampleRecord> tokens(
      String name, Function<Completion, OptionalInt> of) {
    return ParquetColumn.knownCount(
        name, record -> done(record).map(of).orElse(OptionalInt.empty()));
  }

  private static ParquetColumn<SampleRecord> failure(String name, Function<Failure, String> of) {
    return ParquetColumn.known(
        name,
        record ->
            record.outcome() instanceof Failure failed
                ? Optional.of(of.apply(failed))
                : Optional.empty());
  }

  private static Optional<Completion> done(SampleRecord record) {
    Outcome outcome = record.outcome();
    return outcome instanceof Completion done ? Optional.of(done) : Optional.empty();
  }

  private static Optional<String> prompt(Prompt prompt) {
    return switch (prompt) {
      case Prompt.Chat chat -> Optional.of(messages(chat.messages()));
      case Prompt.Text text -> Optional.of(text.text());
      case Prompt.Continuations ranked -> Optional.of(ranked.text());
      case Prompt.Unrecorded _ -> Optional.empty();
    };
  }

  private static String messages(List<Message> messages) {
    ArrayNode list = JsonNodeFactory.instance.arrayNode();
    messages.forEach(
        message -> list.addObject().put("role", message.role()).put("content", message.content()));
    return list.toString();
  }
}
