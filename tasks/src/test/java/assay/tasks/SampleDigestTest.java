package assay.tasks;

import static org.assertj.core.api.Assertions.assertThat;

import assay.results.Sample;
import assay.tasks.benchmarks.Benchmarks;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Digests computed by a Python script that follows the documented form.
final class SampleDigestTest {
  @ParameterizedTest
  @CsvSource({
    "mmlu-pro, multiple-choice.jsonl, 1008,"
        + " 8f7430cb10c6e1ad260862f3716eff12d5ec8092e67fd42bbb7fa1b7c2cd8254",
    "math-500, math.jsonl, assay/prealgebra/1.json,"
        + " a893d7ed763f56a54429738701f4bd07bc7c6d5695a64e2921e68935a97bf035",
    "livecodebench, programming.jsonl, p09,"
        + " d71112a84b31e221708f9f98086ce8da4330ca8cfbee992af01cc96e1e3cf654"
  })
  void isTheSha256OfTheDocumentedForm(String suite, String file, String id, String digest) {
    Task task =
        Benchmarks.standard().named(suite).orElseThrow().task(Demo.request(Demo.file(file)));
    assertThat(Demo.samples(task).stream().filter(sample -> sample.id().equals(id)))
        .extracting(Sample::digest)
        .containsExactly(digest);
  }
}
