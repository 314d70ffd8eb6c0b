package assay.harness.interchange;

import assay.results.Sample;
import assay.tasks.SampleDigest;
import java.util.Map;

/// Samples as other programs log them. Programs group samples by different things, so the digest is
/// that of id, question, target and options alone: two logs of one question pair, whoever wrote
/// them.
final class ForeignContent {
  private ForeignContent() {}

  static Sample sample(
      String id, String input, String target, Map<String, String> facets, Sample.Extras extras) {
    Sample content = SampleDigest.sample(id, input, target, Map.of(), extras);
    return new Sample(id, content.digest(), input, target, facets, extras);
  }
}
