package assay.harness.sweep;

import assay.harness.sweep.SweepPlan.LeftOut;
import assay.harness.sweep.SweepPlan.On;
import assay.harness.sweep.SweepPlan.Setting;
import assay.harness.sweep.SweepPlan.Texts;
import assay.harness.sweep.SweepPlan.Value;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// Reads options and what a plan says of them.
public final class SettingReader {
  private final PlanTokens tokens;

  /// Creates the reader over the tokens of a file.
  public SettingReader(PlanTokens tokens) {
    this.tokens = tokens;
  }

  /// Reads the option whose name is the current token.
  public Setting named() throws IOException {
    String option = tokens.name();
    Place place = tokens.place();
    tokens.next();
    return new Setting(option, value(option), place);
  }

  /// Reads the current token as what is said of an option.
  Value value(String option) throws IOException {
    return switch (tokens.current()) {
      case VALUE_NULL, VALUE_FALSE -> new LeftOut();
      case VALUE_TRUE -> new On();
      case VALUE_STRING, VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> new Texts(List.of(tokens.text()));
      case START_ARRAY -> list(option);
      default ->
          throw tokens.error(
              "option %s: expected a text, a number, true, false, null or a list; found %s"
                  .formatted(option, tokens.found()));
    };
  }

  private Texts list(String option) throws IOException {
    Place place = tokens.place();
    List<String> values = new ArrayList<>();
    while (tokens.next() != JsonToken.END_ARRAY) {
      switch (tokens.current()) {
        case VALUE_STRING, VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> values.add(tokens.text());
        default ->
            throw tokens.error(
                "option %s: a list has texts and numbers only; found %s"
                    .formatted(option, tokens.found()));
      }
    }
    if (values.isEmpty()) {
      throw tokens.error(
          place, "option %s: an empty list says nothing; null leaves it out".formatted(option));
    }
    return new Texts(values);
  }

  /// Returns how a level with nothing but this value is called.
  static String label(Value value) {
    return switch (value) {
      case LeftOut _ -> "off";
      case On _ -> "on";
      case Texts given -> String.join("+", given.texts());
    };
  }
}
