package assay.tasks.functions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import assay.results.Sample;
import assay.results.TestCase;
import assay.tasks.DataException;
import assay.tasks.Dataset;
import assay.tasks.Demo;
import assay.tasks.SharedData;
import assay.tasks.TaskRequest;
import assay.tasks.codecontests.CodeContests;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FunctionProblemsTest {
  @TempDir Path folder;

  @Test
  void humanEvalCallsItsCheckOnTheFunction() {
    Sample.Programming problem = problem(new HumanEval().dataset(request("humaneval-form.jsonl")));

    assertThat(problem.functionName()).contains("twice");
    TestCase test = problem.tests().cases().getFirst();
    assertThat(test.input()).isEqualTo(problem.starterCode()).startsWith("def twice");
    assertThat(test.output()).endsWith("\ncheck(twice)\n");
  }

  @Test
  void mbppFindsTheFunctionThatTheAssertionsCall() {
    Sample.Programming problem = problem(new Mbpp().dataset(request("mbpp-form.jsonl")));

    assertThat(problem.functionName()).contains("twice");
    assertThat(problem.tests().cases().getFirst().output())
        .isEqualTo("import math\nassert twice(3) == 6\nassert math.isclose(twice(0.5), 1)\n");
  }

  @Test
  void mbppRefusesAReferenceThatTheAssertionsDoNotCall() throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("mbpp.jsonl"),
            "{\"task_id\":1,\"text\":\"x\",\"code\":\"def f(): pass\",\"test_list\":[\"assert"
                + " g()\"]}\n");

    assertThatThrownBy(() -> problem(new Mbpp().dataset(Demo.request(file))))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("defines no function that the assertions call");
  }

  @Test
  void codeContestsReadsStandardInput() {
    List<TestCase> tests =
        problem(new CodeContests().dataset(request("code-contests-form.jsonl"))).tests().cases();

    assertThat(tests).hasSize(2);
    assertThat(tests.getFirst()).isEqualTo(new TestCase(TestCase.Kind.STDIN, "3\n", "6\n"));
  }

  @Test
  void readsTheRealFiles() {
    Path data = SharedData.file("code/code_contests_sample_even.jsonl");
    try (Stream<Sample> samples = new CodeContests().dataset(Demo.request(data)).open()) {
      assertThat(samples.map(s -> ((Sample.Programming) s.extras()).tests().count()).toList())
          .containsExactly(101, 102, 151, 118, 35, 331, 143, 96, 126, 62);
    }
  }

  private static TaskRequest request(String name) {
    return Demo.request(Demo.file(name));
  }

  private static Sample.Programming problem(Dataset dataset) {
    try (Stream<Sample> samples = dataset.open()) {
      return (Sample.Programming) samples.findFirst().orElseThrow().extras();
    }
  }
}
