package assay.tasks.format;

import assay.tasks.DataException;
import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.util.zip.ZipException;

/// Says what a low-level failure to read means for the one who chose the file.
final class ReadFailure {
  private ReadFailure() {}

  static DataException inFile(String file, IOException e) {
    return DataException.inFile(file, problem(e)).causedBy(e);
  }

  static DataException inRow(String file, long line, IOException e) {
    return DataException.inRow(file, line, problem(e)).causedBy(e);
  }

  static String problem(IOException e) {
    return switch (e) {
      case JsonProcessingException json ->
          "is not valid JSON at column %d: %s. Correct the row or fetch the file again"
              .formatted(
                  json.getLocation() == null ? 0 : json.getLocation().getColumnNr(),
                  json.getOriginalMessage());
      case CharacterCodingException text -> "is not UTF-8 text. Convert the file to UTF-8";
      case EOFException end -> "has compressed data that is cut off. Fetch the file again";
      case ZipException zip ->
          "has damaged compressed data: %s. Fetch the file again".formatted(zip.getMessage());
      case TooLongException tooLong -> tooLong.getMessage();
      default -> "cannot be read: %s. Check the file".formatted(e.getMessage());
    };
  }
}
