package assay.results.published;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import org.apache.commons.csv.CSVRecord;

/// One row of a [ScoreTable], with its place for messages.
record ScoreRow(String file, long line, CSVRecord fields) {

  String required(String column) {
    return optional(column).orElseThrow(() -> malformed(column + " is empty"));
  }

  Optional<String> optional(String column) {
    String value = fields.get(column);
    if (!value.equals(value.strip())) {
      throw malformed("%s has blanks around \"%s\"".formatted(column, value.strip()));
    }
    return value.isEmpty() ? Optional.empty() : Optional.of(value);
  }

  Optional<String> matching(String column, Pattern pattern, String form) {
    Optional<String> value = optional(column);
    value.ifPresent(
        text -> {
          if (!pattern.matcher(text).matches()) {
            throw malformed("%s must be %s, found \"%s\"".formatted(column, form, text));
          }
        });
    return value;
  }

  String oneOf(String column, List<String> allowed) {
    String value = required(column);
    if (!allowed.contains(value)) {
      throw malformed(
          "%s must be one of %s, found \"%s\""
              .formatted(column, String.join(", ", allowed), value));
    }
    return value;
  }

  OptionalInt count(String column) {
    Optional<String> value = matching(column, Pattern.compile("\\d{1,9}"), "a whole number");
    return value.isEmpty() ? OptionalInt.empty() : OptionalInt.of(Integer.parseInt(value.get()));
  }

  OptionalLong large(String column) {
    Optional<String> value = matching(column, Pattern.compile("\\d{1,18}"), "a whole number");
    return value.isEmpty() ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(value.get()));
  }

  Optional<Cutoff> cutoff(String column, String source) {
    try {
      return optional(column).map(text -> Cutoff.parse(text, source));
    } catch (IllegalArgumentException e) {
      throw malformed(e.getMessage());
    }
  }

  double percent(String column) {
    String value = required(column);
    if (!value.matches("\\d{1,3}(\\.\\d{1,4})?") || Double.parseDouble(value) > 100) {
      throw malformed("%s must be a percentage, found \"%s\"".formatted(column, value));
    }
    return Double.parseDouble(value);
  }

  MalformedScoresException malformed(String problem) {
    return new MalformedScoresException(file, line, problem);
  }
}
