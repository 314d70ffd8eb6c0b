package assay.harness.interchange;

import assay.results.Digests;
import assay.results.Sample;
import assay.tasks.DataException;
import assay.tasks.format.Row;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/// Compares the rows of each seed's file with those of the first seed's: rows that are paired must
/// ask the same, or an attempt would be one at another question.
final class SeedRows {
  private static final String REMEDY =
      "The files of all seeds must have the same rows in the same order: generate this one again,"
          + " or move it to another folder";

  private final Path first;

  /// What the first file asks, by id.
  private final Map<String, Asked> asked = new LinkedHashMap<>();

  /// What the file that is being read has not asked yet.
  private final Map<String, Asked> left = new HashMap<>();

  private Path file;

  /// @param question digest of its text, which may be as long as a model's context
  private record Asked(String question, String answer) {
    static Asked of(Sample sample) {
      return new Asked(Digests.ofText(sample.input()), sample.target());
    }

    String difference(Asked other) {
      return question.equals(other.question) ? "expected answer" : "problem";
    }
  }

  SeedRows(Path first) {
    this.first = first;
    file = first;
  }

  void begin(Path seed) {
    file = seed;
    left.putAll(asked);
  }

  /// @throws DataException if the row asks something else than the first file's, or that has none
  void require(Row row, Sample sample) {
    Asked here = Asked.of(sample);
    if (file.equals(first)) {
      asked.put(sample.id(), here);
      return;
    }
    Asked there = left.remove(sample.id());
    if (there == null) {
      throw row.error(
          "is sample %s, which %s does not have, or which this file has again. %s"
              .formatted(sample.id(), name(first), REMEDY));
    }
    if (!there.equals(here)) {
      throw row.error(
          "is sample %s with another %s than in %s. %s"
              .formatted(sample.id(), here.difference(there), name(first), REMEDY));
    }
  }

  /// @throws DataException if the file does not have all rows of the first
  void end() {
    if (!left.isEmpty()) {
      throw DataException.inFile(
          file.toString(),
          "has %d of the %d rows of %s; sample %s is missing. %s"
              .formatted(
                  asked.size() - left.size(),
                  asked.size(),
                  name(first),
                  asked.keySet().stream().filter(left::containsKey).findFirst().orElseThrow(),
                  REMEDY));
    }
  }

  private static Path name(Path file) {
    return file.getFileName();
  }
}
