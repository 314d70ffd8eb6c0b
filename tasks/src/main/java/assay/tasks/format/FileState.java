package assay.tasks.format;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Optional;

/// By what a file is seen to be another one than before, without a look at its content.
///
/// @param file identity by the file system, such as its inode; null where there is none
public record FileState(long bytes, FileTime modified, Object file) {
  /// Returns the state of a file; empty if it cannot be told.
  static Optional<FileState> of(Path path) {
    try {
      BasicFileAttributes all = Files.readAttributes(path, BasicFileAttributes.class);
      return Optional.of(new FileState(all.size(), all.lastModifiedTime(), all.fileKey()));
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
