package assay.engine;

import assay.engine.format.WeightFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Says whether an error comes from a model file that has become shorter while it was in use: Java
/// then throws an [InternalError] wherever mapped bytes are read that are not there any more.
record FileCheck(WeightFile file) {
  /// Returns the error in words if the file explains it, else as it is.
  Throwable explain(Throwable thrown) {
    if (!(thrown instanceof InternalError)) {
      return thrown;
    }
    try {
      long size = 0;
      for (Path part : file.files()) {
        size += Files.size(part);
      }
      return size < file.sizeBytes()
          ? new ModelFileLostException(file.path(), file.sizeBytes(), size, thrown)
          : thrown;
    } catch (IOException e) {
      thrown.addSuppressed(e);
      return thrown;
    }
  }
}
