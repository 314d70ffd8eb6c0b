package assay.results;

import assay.results.text.AnyUtf8;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;

/// The tests of one programming problem.
///
/// Tests can be a hundred megabytes for one problem, so a record file keeps only their number and
/// digest: `cases` is empty in a sample that was read back from a run, and full in one that comes
/// from its dataset.
///
/// @param count the number of tests
/// @param digest SHA-256 (hex) over kind, input and output of every test in order
/// @param cases the tests themselves, or empty when read back from a record
public record TestSet(int count, String digest, List<TestCase> cases) {

  public TestSet {
    Require.atLeast(0, count, "test count");
    Require.text(digest, "test digest");
    cases = List.copyOf(cases);
    if (!cases.isEmpty() && cases.size() != count) {
      throw new IllegalArgumentException(
          "test count is " + count + " but " + cases.size() + " tests were given");
    }
  }

  /// Returns the set of the given tests, with its digest.
  public static TestSet of(List<TestCase> cases) {
    MessageDigest sha256 = Digests.sha256();
    for (TestCase test : cases) {
      for (String part : List.of(test.kind().name(), test.input(), test.output())) {
        byte[] bytes = AnyUtf8.bytes(part);
        // The length keeps ("a", "bc") and ("ab", "c") apart.
        sha256.update((bytes.length + ":").getBytes(StandardCharsets.US_ASCII));
        sha256.update(bytes);
      }
    }
    return new TestSet(cases.size(), Digests.hex(sha256), cases);
  }
}
