package assay.harness.interchange;

import assay.results.Completion;
import assay.results.Prompt;
import assay.results.Sample;
import assay.results.Score;
import assay.tasks.Benchmark;
import assay.tasks.benchmarks.Benchmarks;
import assay.tasks.format.Row;
import assay.tasks.format.RowFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The `samples_TASK_DATE.jsonl` files of lm-evaluation-harness (`--log_samples`).
///
/// A document that was filtered in several ways has several rows there, one a filter; they become
/// one sample with a verdict for each filter and metric, named `lm-eval/FILTER:METRIC`. A value
/// that is neither 0 nor 1 is not measured; metrics that have no other values at all are no
/// verdicts and are left out. Of a document that was asked several times (`repeats`) the verdicts
/// are those of the filters over all repeats: they stand at the first attempt.
///
/// A document keeps its own id where all have one and no two the same, else it is known by its
/// number.
///
/// Model, settings and versions are those of the results file that the same evaluation wrote beside
/// the samples ([LmEvalResults]); where there is none, the model is named after the folder.
///
/// @param path JSON Lines, also gzip
/// @param repeats whether every repeat becomes an attempt, for scorers of this program, or only the
///   first is kept
/// @param benchmarks whose whole rows a document may be
public record LmEvalSamples(Path path, boolean repeats, Benchmarks benchmarks)
    implements ForeignLog {
  private static final Pattern NAME =
      Pattern.compile("samples_(.+?)(_(\\d{4}-\\d{2}-\\d{2}T.*?))?\\.jsonl?(\\.gz)?");
  private static final List<String> IDS = List.of("question_id", "unique_id", "task_id", "id");

  /// One document with what all filters said of it.
  private record Document(LmEvalRow first, Map<String, Score> scores) {}

  @Override
  public Origin origin() throws IOException {
    String task = task();
    String model = results().map(LmEvalResults::modelName).orElseGet(this::folderName);
    return new Origin(task, "lm-eval/" + task, model, List.of());
  }

  private String task() {
    return name().map(name -> name.group(1)).orElseGet(() -> path.getFileName().toString());
  }

  private Optional<MatchResult> name() {
    Matcher name = NAME.matcher(path.getFileName().toString());
    return name.matches() ? Optional.of(name.toMatchResult()) : Optional.empty();
  }

  private Optional<LmEvalResults> results() throws IOException {
    Optional<String> time = name().map(name -> name.group(3));
    return LmEvalResults.beside(path, task(), time);
  }

  @Override
  public Making making() throws IOException {
    Optional<LmEvalResults> results = results();
    return results.isPresent() ? results.get().making() : Making.UNKNOWN;
  }

  /// lm-evaluation-harness writes a model's samples into a folder named after the model.
  private String folderName() {
    return Optional.ofNullable(path.toAbsolutePath().getParent())
        .map(Path::getFileName)
        .map(Path::toString)
        .orElse("unknown");
  }

  @Override
  public Extent extent() {
    try (Stream<Row> rows = new RowFile(path).rows(Set.of())) {
      int most = rows.mapToInt(row -> new LmEvalRow(row).completions().size()).max().orElse(1);
      return most == 1 || repeats
          ? Extent.UNKNOWN
          : new Extent(
              List.of(),
              1,
              List.of(
                  "%d completions a document, of which the first is kept; the verdicts are the filters' over all"
                      .formatted(most)));
    }
  }

  @Override
  public void read(Consumer<Entry> consumer) {
    Map<String, Document> documents = new LinkedHashMap<>();
    try (Stream<Row> rows = new RowFile(path).rows(Set.of())) {
      rows.map(LmEvalRow::new)
          .forEach(
              row ->
                  documents
                      .computeIfAbsent(
                          row.documentId(), id -> new Document(row, new LinkedHashMap<>()))
                      .scores()
                      .putAll(row.scores()));
    }
    Set<String> verdicts =
        documents.values().stream()
            .flatMap(document -> document.scores().entrySet().stream())
            .filter(score -> score.getValue().measured())
            .map(Map.Entry::getKey)
            .collect(Collectors.toSet());
    Optional<Benchmark> benchmark = benchmarks.called(task());
    Optional<String> idField = ownIds(documents);
    documents.forEach(
        (number, document) -> {
          String id = idField.map(document.first().document()::label).orElse(number);
          document.scores().keySet().retainAll(verdicts);
          entries(document, document.first().sample(benchmark, id)).forEach(consumer);
        });
  }

  private Stream<Entry> entries(Document document, Sample sample) {
    List<Completion> completions = document.first().completions();
    Prompt prompt = document.first().prompt();
    Stream.Builder<Entry> entries = Stream.builder();
    for (int attempt = 0; attempt < (repeats ? completions.size() : 1); attempt++) {
      entries.add(
          new Entry(
              sample,
              attempt,
              prompt,
              completions.get(attempt),
              attempt == 0 ? document.scores() : Map.of()));
    }
    return entries.build();
  }

  private static Optional<String> ownIds(Map<String, Document> documents) {
    return IDS.stream()
        .filter(
            field -> {
              Set<String> seen = new HashSet<>();
              return documents.values().stream()
                  .map(document -> document.first().document())
                  .allMatch(doc -> doc.has(field) && seen.add(doc.json(field).asText()));
            })
        .findFirst();
  }
}
