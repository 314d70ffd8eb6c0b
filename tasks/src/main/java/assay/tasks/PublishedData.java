package assay.tasks;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/// Where a benchmark's data is published: files of one commit of a data set of the Hugging Face
/// hub, so that everybody who names the suite alone is asked the same questions.
///
/// @param repository such as `TIGER-Lab/MMLU-Pro`
/// @param commit of the data set, in 40 hexadecimal digits
/// @param files the data in order, at least one
/// @param beside what protocols need besides, in the same folder
public record PublishedData(String repository, String commit, List<File> files, List<File> beside) {
  public PublishedData {
    Objects.requireNonNull(repository);
    Objects.requireNonNull(commit);
    files = List.copyOf(files);
    beside = List.copyOf(beside);
    if (files.isEmpty()) {
      throw new IllegalArgumentException("published data has at least one file");
    }
  }

  /// A file.
  ///
  /// @param path in the repository
  /// @param sha256 of its bytes in lower-case hexadecimal digits, where it is known
  public record File(String path, Optional<String> sha256) {
    public File {
      Objects.requireNonNull(path);
      Objects.requireNonNull(sha256);
    }

    /// Returns a file whose digest is known.
    public static File of(String path, String sha256) {
      return new File(path, Optional.of(sha256));
    }
  }
}
