package assay.harness.model;

import assay.harness.run.ContentCheck;
import assay.results.Cause;
import assay.results.Failure;
import assay.results.Outcome;
import assay.results.Sample;
import assay.scorers.code.sandbox.Language;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What a recording holds, in memory by sample id; rows of one sample are its attempts in file
/// order.
///
/// A sample without a row is not measured, never wrong; neither is one of which the recording
/// states another content than the data ([ContentCheck]): it answers another revision of the
/// question, or was meant for another key.
public final class Generations {
  private final Recording recording;
  private final Map<String, List<RecordedRow>> rows;

  private Generations(Recording recording, Map<String, List<RecordedRow>> rows) {
    this.recording = recording;
    this.rows = rows;
  }

  /// Reads a recording.
  ///
  /// @throws assay.tasks.DataException at the first malformed row
  public static Generations read(Recording recording) throws IOException {
    Map<String, List<RecordedRow>> byId = new LinkedHashMap<>();
    try (Stream<RecordedRow> rows = recording.rows()) {
      rows.forEach(row -> byId.computeIfAbsent(row.id(), id -> new ArrayList<>()).add(row));
    }
    return new Generations(recording, byId);
  }

  /// One attempt with the row that it is from.
  public record Generation(Outcome outcome, RecordedRow row) {}

  /// Returns the attempts at a sample.
  public List<Generation> of(String id) {
    return rows.getOrDefault(id, List.of()).stream()
        .flatMap(row -> row.outcomes().stream().map(outcome -> new Generation(outcome, row)))
        .toList();
  }

  /// Returns the ids that have rows, in file order.
  public Set<String> ids() {
    return rows.keySet();
  }

  /// Returns what the recording says of the content of an attempt otherwise than the data; empty
  /// where it says nothing of it, or has no such attempt.
  ///
  /// @param asked the sample as the data has it for this attempt
  /// @param attempt from 0
  public Optional<String> contradiction(Sample asked, int attempt) {
    return of(asked.id()).stream()
        .skip(attempt)
        .findFirst()
        .flatMap(each -> ContentCheck.difference(each.row().sample(), asked));
  }

  /// Returns the outcome of an attempt at a sample that the recording contradicts.
  ///
  /// @param contradiction in words
  public Failure withdrawn(String contradiction) {
    return new Failure(
        Cause.NOT_RECORDED,
        "%s is of another revision of the data: it has %s"
            .formatted(recording.fileName(), contradiction));
  }

  /// Returns the outcome of an attempt that has no row.
  public Failure missing(String id) {
    int count = of(id).size();
    return new Failure(
        Cause.NOT_RECORDED,
        "%s has %s of sample %s"
            .formatted(
                recording.fileName(), count == 0 ? "no completion" : count + " completions", id));
  }

  /// Returns whether the outputs are programs already cut out of their completions.
  public boolean bareCode() {
    return all().anyMatch(RecordedRow::bareCode);
  }

  /// Returns the programming languages that the rows declare.
  public Set<Language> languages() {
    return all()
        .flatMap(row -> row.language().flatMap(Language::declaredBy).stream())
        .collect(Collectors.toUnmodifiableSet());
  }

  /// Returns the one model that the rows state; empty where they state none, or several.
  public Optional<String> model() {
    List<String> names = all().flatMap(row -> row.model().stream()).distinct().limit(2).toList();
    return names.size() == 1 ? Optional.of(names.getFirst()) : Optional.empty();
  }

  private Stream<RecordedRow> all() {
    return rows.values().stream().flatMap(List::stream);
  }
}
