package assay.tasks.functions;

import assay.tasks.format.Row;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/// The code that calls a function with EvalPlus' inputs and compares what it returns with what the
/// reference does.
final class PlusChecks {
  private static final String RULES = rules();

  private PlusChecks() {}

  private static String rules() {
    try (InputStream text = PlusChecks.class.getResourceAsStream("evalplus.py")) {
      return new String(text.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("evalplus.py is missing from the program", e);
    }
  }

  /// Returns the checks of one kind of inputs.
  ///
  /// @param original benchmark, whose rules for single problems hold
  /// @param inputs field with the lists of arguments
  static String of(Row row, String original, String inputs, String function) {
    String id = row.label("task_id");
    return RULES
        + "\n\n_evalplus_check(%s, %s, %s, %s, %s, %s)\n"
            .formatted(
                literal(original),
                number(row, id),
                literal(function),
                literal(row.string("prompt") + row.string("canonical_solution")),
                literal(row.json(inputs).toString()),
                Double.toString(row.number("atol")).toLowerCase(Locale.ROOT));
  }

  private static String number(Row row, String id) {
    String number = id.substring(id.lastIndexOf('/') + 1);
    if (!number.matches("\\d{1,9}")) {
      throw row.error(
          "task_id", "is \"%s\"; expected a name that ends with /NUMBER. Correct it".formatted(id));
    }
    return Integer.toString(Integer.parseInt(number));
  }

  /// A JSON text is a Python literal of the same text.
  private static String literal(String text) {
    return TextNode.valueOf(text).toString();
  }
}
