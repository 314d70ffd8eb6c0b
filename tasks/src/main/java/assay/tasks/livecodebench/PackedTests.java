package assay.tasks.livecodebench;

import assay.results.TestCase;
import assay.tasks.format.LimitedInputStream;
import assay.tasks.format.Row;
import assay.tasks.format.Utf8;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.io.StringReader;
import java.util.List;
import java.util.zip.InflaterInputStream;

/// Reads tests in each form that they come in: a list; JSON of a list; or base64 of zlib of a
/// pickle of JSON of a list, which is how LiveCodeBench distributes its private tests.
///
/// The packed form is decoded as a stream. It may inflate to [#INFLATED_LIMIT_BYTES] at most.
final class PackedTests {
  /// Far more than the largest published problem, far less than a decompression bomb.
  static final long INFLATED_LIMIT_BYTES = 1L << 30;

  private PackedTests() {}

  /// Returns the tests of a field.
  static List<TestCase> read(Row row, String field) {
    if (row.isList(field)) {
      return row.nested(field, PackedTests::test);
    }
    String text = row.string(field);
    if (text.stripLeading().startsWith("[")) {
      return row.nested(field, new StringReader(text), PackedTests::test);
    }
    try (Reader json = unpack(text, INFLATED_LIMIT_BYTES)) {
      return row.nested(field, json, PackedTests::test);
    } catch (IOException e) {
      throw row.error(field, e);
    }
  }

  /// Returns the text that base64, zlib and pickle wrap, as a stream that stops with an error
  /// beyond the limit.
  static Reader unpack(String text, long limitBytes) throws IOException {
    InputStream inflated = new InflaterInputStream(new Base64Text(text));
    return Utf8.reader(
        new PickledText(new LimitedInputStream(inflated, "inflated text", limitBytes)));
  }

  private static TestCase test(Row test) {
    TestCase.Kind kind =
        switch (test.string("testtype")) {
          case "stdin" -> TestCase.Kind.STDIN;
          case "functional" -> TestCase.Kind.FUNCTIONAL;
          default ->
              throw test.error(
                  "testtype",
                  "is \"%s\"; expected \"stdin\" or \"functional\". Correct the row"
                      .formatted(test.string("testtype")));
        };
    return new TestCase(kind, test.string("input"), test.string("output"));
  }
}
