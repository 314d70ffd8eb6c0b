package assay.tasks;

import assay.results.Digests;
import assay.results.Sample;
import assay.results.text.AnyUtf8;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Map;

/// The digest by which two runs tell whether an id still means the same question.
///
/// It is the SHA-256 of a canonical form of the content that a benchmark takes from a row, so it
/// does not depend on the file's format, on the order of its fields or on fields that are not used.
/// The form is a sequence of parts, each the UTF-8 length in decimal, a colon and the bytes
/// ([AnyUtf8] where a text has half pairs): `id`, its value, `input`, its value, `target`, its
/// value; for each facet `facet`, its name and its value; then `plain`, or `choices`, their number
/// and each option, or `targets`, their number, each of them and `any` or `each`, or `programming`,
/// the starter code, the function's name (empty without one) and the digest of the tests.
public final class SampleDigest {
  private final MessageDigest sha256 = Digests.sha256();

  private SampleDigest() {}

  /// Returns the sample with the digest of its content.
  public static Sample sample(
      String id, String input, String target, Map<String, String> facets, Sample.Extras extras) {
    SampleDigest digest = new SampleDigest();
    digest.parts("id", id, "input", input, "target", target);
    facets.forEach((name, value) -> digest.parts("facet", name, value));
    digest.extras(extras);
    return new Sample(id, Digests.hex(digest.sha256), input, target, facets, extras);
  }

  private void extras(Sample.Extras extras) {
    switch (extras) {
      case Sample.Plain plain -> parts("plain");
      case Sample.Targets targets -> {
        parts("targets", Integer.toString(targets.all().size()));
        targets.all().forEach(this::parts);
        parts(targets.anyCounts() ? "any" : "each");
      }
      case Sample.Choices choices -> {
        parts("choices", Integer.toString(choices.options().size()));
        choices.options().forEach(this::parts);
      }
      case Sample.Programming problem ->
          parts(
              "programming",
              problem.starterCode(),
              problem.functionName().orElse(""),
              problem.tests().digest());
    }
  }

  private void parts(String... parts) {
    for (String part : parts) {
      byte[] bytes = AnyUtf8.bytes(part);
      // The length keeps ("a", "bc") and ("ab", "c") apart.
      sha256.update((bytes.length + ":").getBytes(StandardCharsets.US_ASCII));
      sha256.update(bytes);
    }
  }
}
