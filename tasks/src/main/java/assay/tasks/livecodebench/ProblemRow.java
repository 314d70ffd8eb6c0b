package assay.tasks.livecodebench;

import assay.results.Sample;
import assay.results.TestCase;
import assay.results.TestSet;
import assay.tasks.SampleContent;
import assay.tasks.Window;
import assay.tasks.format.Row;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Makes a sample of a row in the distributed form or in a parsed one.
///
/// Distributed: `public_test_cases`, `private_test_cases` and `metadata` are texts that hold JSON,
/// the second possibly packed, and `metadata` names the function. Parsed: the tests are lists, the
/// private ones may be `private_test_cases_from_failures`, and `func_name` is a field of its own.
final class ProblemRow {
  static final Set<String> FIELDS =
      Set.of(
          "question_id",
          "question_content",
          "platform",
          "contest_date",
          "starter_code",
          "difficulty",
          "public_test_cases",
          "private_test_cases",
          "private_test_cases_from_failures",
          "metadata",
          "func_name");

  private ProblemRow() {}

  /// Returns the sample, or empty if its contest was not in the window.
  static Optional<SampleContent> content(Row row, Window window) {
    LocalDate date = date(row);
    return window.contains(date) ? Optional.of(problem(row, date)) : Optional.empty();
  }

  private static SampleContent problem(Row row, LocalDate date) {
    Map<String, String> facets = new LinkedHashMap<>();
    facets.put("difficulty", row.string("difficulty"));
    facets.put("platform", row.string("platform"));
    facets.put("month", date.toString().substring(0, "2024-08".length()));
    Optional<String> function = function(row);
    List<TestCase> tests = tests(row, function.isPresent());
    return new SampleContent(
        row.label("question_id"),
        row.string("question_content"),
        "",
        facets,
        new Sample.Programming(row.string("starter_code"), function, TestSet.of(tests)));
  }

  private static LocalDate date(Row row) {
    String text = row.string("contest_date");
    try {
      return text.contains("T") ? LocalDateTime.parse(text).toLocalDate() : LocalDate.parse(text);
    } catch (DateTimeException e) {
      throw row.error(
              "contest_date",
              ("is \"%s\"; expected a date such as 2024-08-03 or 2024-08-03T00:00:00."
                      + " Correct the row")
                  .formatted(text))
          .causedBy(e);
    }
  }

  private static Optional<String> function(Row row) {
    return row.has("metadata")
        ? row.object("metadata").optionalString("func_name")
        : row.optionalString("func_name");
  }

  private static List<TestCase> tests(Row row, boolean functional) {
    String hidden =
        row.has("private_test_cases_from_failures")
            ? "private_test_cases_from_failures"
            : "private_test_cases";
    List<TestCase> tests = new ArrayList<>(PackedTests.read(row, "public_test_cases"));
    tests.addAll(PackedTests.read(row, hidden));
    TestCase.Kind expected = functional ? TestCase.Kind.FUNCTIONAL : TestCase.Kind.STDIN;
    for (TestCase test : tests) {
      if (test.kind() != expected) {
        throw row.error(
            "has a test of kind %s; expected only %s, since %s function is named. Correct the row"
                .formatted(test.kind(), expected, functional ? "a" : "no"));
      }
    }
    return tests;
  }
}
