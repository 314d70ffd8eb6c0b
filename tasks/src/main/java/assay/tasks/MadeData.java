package assay.tasks;

import java.io.IOException;
import java.io.Writer;

/// Data that is made where it is needed, because it depends on the tokenizer of the model that is
/// asked. Made once it is a file like any other: it has a digest, runs over it can be repeated,
/// divided and judged again, and no model is needed to read it.
public interface MadeData {

  /// Returns a name for the file, without folder and suffix, in which all differs that makes the
  /// rows differ, but for the tokenizer.
  String name();

  /// Returns the options by which `assay data make` makes it again.
  String options();

  /// Writes the rows. The same tokenizer makes the same text.
  ///
  /// @param counter of the model that will be asked
  /// @param tokenizer what counts, in words
  /// @throws IllegalArgumentException if no row can be as short as it is to be
  void write(Writer out, TokenCounter counter, String tokenizer) throws IOException;
}
