package assay.tasks.format;

import assay.tasks.DataException;
import assay.tasks.TaskRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// Finds the file that holds a protocol's worked examples.
public final class ShotsFile {
  private ShotsFile() {}

  /// Returns the file that the request names; if it names a folder, the one file in it whose name
  /// contains `part`; if it names nothing, the one such file beside the data.
  ///
  /// @param part what the file's name contains, such as `validation`
  /// @param protocol the protocol that needs the file, for the message
  /// @throws DataException if there is none, or more than one
  public static RowFile find(TaskRequest request, String part, String protocol) {
    if (request.shots().filter(Files::isRegularFile).isPresent()) {
      return new RowFile(request.shots().get());
    }
    Path folder = request.shots().orElseGet(() -> folderOf(request.data().getFirst()));
    List<Path> found = candidates(folder, part, request.data());
    if (found.size() == 1) {
      return new RowFile(found.getFirst());
    }
    throw DataException.inFile(
        folder.toString(),
        ("the protocol %s needs the file with its worked examples; expected one file here whose"
                + " name contains \"%s\", found %s. Name it with --shots FILE")
            .formatted(
                protocol,
                part,
                found.isEmpty() ? "none" : found.stream().map(Path::getFileName).toList()));
  }

  private static Path folderOf(Path data) {
    Path parent = data.toAbsolutePath().getParent();
    return Files.isDirectory(data) || parent == null ? data : parent;
  }

  private static List<Path> candidates(Path folder, String part, List<Path> data) {
    List<Path> absolute = data.stream().map(Path::toAbsolutePath).toList();
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> file.getFileName().toString().contains(part))
          .filter(file -> Files.isRegularFile(file) && !absolute.contains(file.toAbsolutePath()))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw ReadFailure.inFile(folder.toString(), e);
    }
  }
}
