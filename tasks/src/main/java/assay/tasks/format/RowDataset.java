package assay.tasks.format;

import assay.results.Digests;
import assay.results.Sample;
import assay.tasks.Dataset;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/// The samples that one rule makes of the rows of one file or of several in order.
///
/// @param files the data files, in order
/// @param fields the fields that the rule reads; others are skipped where the format allows it
/// @param rule makes a sample of a row
public record RowDataset(List<RowFile> files, Set<String> fields, Rule rule) implements Dataset {
  public RowDataset {
    files = List.copyOf(files);
    fields = Set.copyOf(fields);
  }

  /// Makes a sample of a row.
  @FunctionalInterface
  public interface Rule {

    /// Returns the sample, or empty if the row is outside of what was asked for.
    ///
    /// @throws DataException if the row is not what the benchmark expects
    Optional<Sample> sample(Row row);
  }

  /// Returns the dataset of the given files.
  public static RowDataset of(List<Path> files, Set<String> fields, Rule rule) {
    return new RowDataset(files.stream().map(RowFile::new).toList(), fields, rule);
  }

  @Override
  public String source() {
    return files.stream()
        .map(file -> file.path().getFileName().toString())
        .collect(Collectors.joining(", "));
  }

  /// Returns the file's digest; of several files, the SHA-256 of their hex digests, each followed
  /// by a line feed. It reads the files whole, so call it once.
  @Override
  public String digest() {
    List<String> digests = files.stream().map(RowFile::digest).toList();
    return digests.size() == 1
        ? digests.getFirst()
        : Digests.ofText(String.join("\n", digests) + "\n");
  }

  @Override
  public Stream<Sample> open() {
    SampleCursor cursor = new SampleCursor(this);
    return StreamSupport.stream(cursor, false).onClose(cursor::close);
  }
}
