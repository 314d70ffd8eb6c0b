package assay.tasks;

import assay.results.Facets;
import assay.results.Sample;
import java.util.Map;
import java.util.Objects;

/// What a benchmark takes from a row: a sample that is not digested yet.
///
/// @param id as of the [Sample], like the others
public record SampleContent(
    String id, String input, String target, Map<String, String> facets, Sample.Extras extras) {
  public SampleContent {
    Objects.requireNonNull(id);
    Objects.requireNonNull(input);
    Objects.requireNonNull(target);
    facets = Facets.of(facets);
    Objects.requireNonNull(extras);
  }

  /// Returns the sample, with the digest of this content.
  public Sample digested() {
    return SampleDigest.sample(id, input, target, facets, extras);
  }

  /// Returns the sample.
  ///
  /// @param digest of this content, computed when it was read before
  public Sample digested(String digest) {
    return new Sample(id, digest, input, target, facets, extras);
  }
}
