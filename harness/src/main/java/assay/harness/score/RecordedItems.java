package assay.harness.score;

import assay.harness.experiment.Completions;
import assay.harness.model.Generations;
import assay.harness.model.RecordedRow;
import assay.harness.model.Recording;
import assay.harness.run.Console;
import assay.harness.run.Replay.Item;
import assay.harness.run.ScorerSet.Given;
import assay.harness.run.Selection;
import assay.harness.run.UsageException;
import assay.results.Outcome;
import assay.results.Sample;
import assay.scorers.code.sandbox.Language;
import assay.tasks.Dataset;
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
/// @param form of the recording
/// @param data whose samples they are; empty where the rows themselves tell them
/// @param selection which of the samples
/// @param programs whether they are judged as programs, so that a row's language counts
/// @param said the language that the user says they have
public record RecordedItems(
    Recording recording,
    Form form,
    Optional<Dataset> data,
    Selection selection,
    boolean programs,
    Optional<String> said)
    implements Completions {

  /// What the first row says about the form of a file.
  ///
  /// @param numericIds whether ids are written as numbers
  /// @param bareCode whether outputs are programs already cut out of their completions
  public record Form(boolean numericIds, boolean bareCode) {
    /// Returns the form of a recording.
    ///
    /// @throws UsageException if it has no rows
    public static Form of(Recording recording) throws IOException {
      try (Stream<RecordedRow> rows = recording.rows()) {
        return rows.findFirst()
            .map(row -> new Form(row.numericId(), row.bareCode()))
            .orElseThrow(() -> new UsageException(recording.path() + ": has no rows"));
      }
    }
  }

  @Override
  public Given given() {
    return form.bareCode() ? Given.PROGRAMS : Given.COMPLETIONS;
  }

  /// Returns the attempts at the selected samples; a row without a target, where there is no data,
  /// ends them with a [UsageException].
  @Override
  public Stream<Item> items(Console console) throws IOException {
    return data.isEmpty() ? alone() : over(data.get(), console);
  }

  private Stream<Item> alone() throws IOException {
    Map<String, Integer> attempts = new LinkedHashMap<>();
    return recording
        .rows()
        .filter(row -> selected(row.id(), attempts.keySet()))
        .flatMap(
            row -> {
              int next = attempts.merge(row.id(), row.outcomes().size(), Integer::sum);
              return items(sample(row), row, next - row.outcomes().size());
            });
  }

  private boolean selected(String id, Set<String> before) {
    boolean named = selection.ids().isEmpty() || selection.ids().contains(id);
    return named && (before.contains(id) || before.size() < selection.first());
  }

  private Sample sample(RecordedRow row) {
    if (!row.keyed()) {
      throw new UsageException(
          ("%s: sample %s has no target; give the dataset with --data, or name the field"
                  + " with --fields target=NAME")
              .formatted(recording.path(), row.id()));
    }
    return row.sample();
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

  /// Its end says what of the recording was not used.
  private Stream<Item> over(Dataset dataset, Console console) throws IOException {
    Generations generations = Generations.read(recording);
    Set<String> contradicted = new TreeSet<>();
    Set<String> unknown = new HashSet<>(generations.ids());
    return selection
        .apply(dataset.open())
        .flatMap(
            sample -> {
              unknown.remove(sample.id());
              return items(dataset, sample, generations, contradicted);
            })
        .onClose(() -> remark(console, contradicted, unknown));
  }

  private Stream<Item> items(
      Dataset dataset, Sample read, Generations generations, Set<String> contradicted) {
    List<Generations.Generation> all = generations.of(read.id());
    if (all.isEmpty()) {
      return Stream.of(new Item(read, 0, generations.missing(read.id()), Optional.empty()));
    }
    return IntStream.range(0, all.size())
        .mapToObj(
            i -> {
              Sample sample = dataset.asAsked(read, i);
              Optional<String> contradiction = generations.contradiction(sample, i);
              contradiction.ifPresent(words -> contradicted.add(sample.id()));
              return contradiction
                  .map(words -> new Item(sample, i, generations.withdrawn(words), Optional.empty()))
                  .orElseGet(
                      () -> new Item(sample, i, all.get(i).outcome(), language(all.get(i).row())));
            });
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
