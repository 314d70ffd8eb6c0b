package assay.harness.score;

import assay.harness.model.Generations;
import assay.harness.model.RecordedRow;
import assay.harness.model.Recording;
import assay.harness.run.Console;
import assay.harness.run.Replay.Item;
import assay.harness.run.UsageException;
import assay.results.Outcome;
import assay.results.Sample;
import assay.scorers.code.sandbox.Language;
import java.io.IOException;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// The attempts of a recording, with the samples that they belong to.
///
/// @param recording where they are
/// @param programs whether they are judged as programs, so that a row's language counts
/// @param said the language that the user says they have
public record RecordedItems(Recording recording, boolean programs, Optional<String> said) {

  /// What the first row says about the form of the file.
  ///
  /// @param numericIds whether ids are written as numbers
  /// @param bareCode whether outputs are programs already cut out of their completions
  public record Form(boolean numericIds, boolean bareCode) {}

  /// Returns the form of the file.
  ///
  /// @throws UsageException if it has no rows
  public Form form() throws IOException {
    try (Stream<RecordedRow> rows = recording.rows()) {
      return rows.findFirst()
          .map(row -> new Form(row.numericId(), row.bareCode()))
          .orElseThrow(() -> new UsageException(recording.path() + ": has no rows"));
    }
  }

  /// Returns the attempts with samples that the rows themselves tell; the caller closes the stream,
  /// which reads the file as it goes.
  ///
  /// @throws UsageException at a row without a target
  public Stream<Item> alone() throws IOException {
    Map<String, Integer> attempts = new LinkedHashMap<>();
    return recording
        .rows()
        .flatMap(
            row -> {
              int next = attempts.merge(row.id(), row.outcomes().size(), Integer::sum);
              return items(sample(row), row, next - row.outcomes().size());
            });
  }

  private Sample sample(RecordedRow row) {
    return row.sample()
        .orElseThrow(
            () ->
                new UsageException(
                    ("%s: sample %s has no target; give the dataset with --data, or name the field"
                            + " with --fields target=NAME")
                        .formatted(recording.path(), row.id())));
  }

  private Stream<Item> items(Sample sample, RecordedRow row, int first) {
    Optional<Language> language = language(row);
    List<Outcome> outcomes = row.outcomes();
    return IntStream.range(0, outcomes.size())
        .mapToObj(i -> new Item(sample, first + i, outcomes.get(i), language));
  }

  private Optional<Language> language(RecordedRow row) {
    Optional<Language> declared = programs ? row.programmingLanguage() : Optional.empty();
    if (declared.isPresent()
        && said.isPresent()
        && !Language.declaredBy(said.get()).equals(declared)) {
      throw new UsageException(
          "--language %s: %s says %s for sample %s"
              .formatted(said.get(), recording.path(), declared.get(), row.id()));
    }
    return declared;
  }

  /// Returns the attempts at the samples of some data; the caller closes the stream, which then
  /// says what of the recording was not used.
  public Stream<Item> over(Stream<Sample> samples, Console console) throws IOException {
    Generations generations = Generations.read(recording);
    Set<String> contradicted = new TreeSet<>();
    Set<String> unknown = new HashSet<>(generations.ids());
    return samples
        .flatMap(
            sample -> {
              unknown.remove(sample.id());
              Optional<String> contradiction = generations.contradiction(sample);
              contradiction.ifPresent(words -> contradicted.add(sample.id()));
              return items(sample, generations, contradiction);
            })
        .onClose(() -> remark(console, contradicted, unknown));
  }

  private Stream<Item> items(
      Sample sample, Generations generations, Optional<String> contradiction) {
    List<Generations.Generation> all = generations.of(sample.id());
    if (all.isEmpty()) {
      return Stream.of(new Item(sample, 0, generations.missing(sample.id()), Optional.empty()));
    }
    return IntStream.range(0, all.size())
        .mapToObj(
            i ->
                contradiction
                    .map(
                        words ->
                            new Item(sample, i, generations.withdrawn(words), Optional.empty()))
                    .orElseGet(
                        () ->
                            new Item(sample, i, all.get(i).outcome(), language(all.get(i).row()))));
  }

  private static void remark(Console console, Set<String> contradicted, Set<String> unknown) {
    if (!contradicted.isEmpty()) {
      console.remark(
          "%d recorded samples are of another revision of the data and were not measured: %s"
              .formatted(contradicted.size(), String.join(", ", contradicted)));
    }
    if (!unknown.isEmpty()) {
      console.remark(
          "%d recorded samples are not in the selected data and were left out"
              .formatted(unknown.size()));
    }
  }
}
