package assay.tasks.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import assay.results.Sample;
import assay.results.TestCase;
import assay.tasks.Demo;
import assay.tasks.format.RowFile;
import java.nio.file.Files;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The project's own suites load, and each recorded completion belongs to one of their items.
final class DemoSuitesTest {
  private static List<Sample> samples(String suite, String file) {
    return Demo.samples(
        Benchmarks.standard().named(suite).orElseThrow().task(Demo.request(Demo.file(file))));
  }

  @ParameterizedTest
  @CsvSource({
    "mmlu-pro, multiple-choice.jsonl, 40",
    "math-500, math.jsonl, 30",
    "livecodebench, programming.jsonl, 12"
  })
  void everySampleHasOneRecordedCompletion(String suite, String file, int count) {
    List<String> ids = samples(suite, file).stream().map(Sample::id).toList();
    List<String> recorded =
        new RowFile(Demo.file("recorded/" + file))
            .read(
                Set.of("id", "model", "output", "finish_reason"),
                row -> {
                  assertThat(row.string("output")).isNotBlank();
                  assertThat(row.string("model")).isEqualTo("recorded-example");
                  assertThat(row.string("finish_reason")).isIn("stop", "length");
                  return row.string("id");
                });
    assertThat(ids).hasSize(count);
    assertThat(recorded).isEqualTo(ids);
  }

  @Test
  void theQuestionsHaveThreeToTenOptionsInFiveCategories() {
    List<Sample> questions = samples("mmlu-pro", "multiple-choice.jsonl");
    assertThat(questions)
        .extracting(question -> ((Sample.Choices) question.extras()).options().size())
        .contains(3, 4, 5, 6, 7, 8, 9, 10);
    assertThat(questions.stream().map(question -> question.facets().get("category")).distinct())
        .hasSize(5);
  }

  @Test
  void everyProgrammingProblemHasFiveTestsOfOneKindAndAReference() {
    for (Sample problem : samples("livecodebench", "programming.jsonl")) {
      Sample.Programming programming = (Sample.Programming) problem.extras();
      Set<TestCase.Kind> kinds =
          programming.tests().cases().stream().map(TestCase::kind).collect(Collectors.toSet());
      assertThat(programming.tests().count()).as(problem.id()).isGreaterThanOrEqualTo(5);
      assertThat(kinds)
          .containsExactly(
              programming.functionName().isPresent()
                  ? TestCase.Kind.FUNCTIONAL
                  : TestCase.Kind.STDIN);
      assertThat(Files.exists(Demo.file("reference/" + problem.id() + ".py"))).isTrue();
    }
  }

  @Test
  void thePrivateTestsAreTheSameInEveryPacking() {
    // tools/pack-programming-suite.py gives these counts: public plus private.
    assertThat(samples("livecodebench", "programming.jsonl"))
        .extracting(problem -> ((Sample.Programming) problem.extras()).tests().count())
        .containsExactly(7, 7, 7, 7, 7, 7, 8, 7, 7, 7, 8, 8);
  }

  @Test
  void anUnknownNameHasNoBenchmark() {
    assertThat(Benchmarks.standard().named("mmlu-po")).isEqualTo(Optional.empty());
    assertThat(Benchmarks.standard().all())
        .extracting(benchmark -> benchmark.suite())
        .doesNotHaveDuplicates()
        .startsWith("mmlu-pro", "math-500", "livecodebench")
        .contains("gsm8k", "aime-2024", "aime-2025", "aime-2026", "gpqa-diamond");
  }
}
