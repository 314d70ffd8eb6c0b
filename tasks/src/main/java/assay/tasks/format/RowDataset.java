package assay.tasks.format;

import assay.results.Digests;
import assay.results.RunManifest;
import assay.results.Sample;
import assay.tasks.DataException;
import assay.tasks.Dataset;
import assay.tasks.SampleContent;
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
/// @param states of the files when the dataset was made
public record RowDataset(
    List<RowFile> files, Set<String> fields, Rule rule, List<Optional<FileState>> states)
    implements Dataset {
  public RowDataset {
    files = List.copyOf(files);
    fields = Set.copyOf(fields);
    states = List.copyOf(states);
  }

  /// Makes a sample of a row.
  @FunctionalInterface
  public interface Rule {

    /// Returns what the sample holds, or empty if the row is outside of what was asked for.
    ///
    /// @throws DataException if the row is not what the benchmark expects
    Optional<SampleContent> content(Row row);
  }

  /// Returns the dataset of the given files.
  public static RowDataset of(List<Path> files, Set<String> fields, Rule rule) {
    List<RowFile> rows = files.stream().map(RowFile::new).toList();
    return new RowDataset(rows, fields, rule, states(rows));
  }

  private static List<Optional<FileState>> states(List<RowFile> files) {
    return files.stream().map(file -> FileState.of(file.path())).toList();
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
    return samples(KnownDigests.none());
  }

  @Override
  public Stream<Sample> again(List<RunManifest.Row> known) {
    return samples(new KnownDigests(known, () -> states(files).equals(states)));
  }

  private Stream<Sample> samples(KnownDigests digests) {
    SampleCursor cursor = new SampleCursor(this, digests);
    return StreamSupport.stream(cursor, false).onClose(cursor::close);
  }
}
