package assay.harness.score;

import assay.results.Score;
import assay.scorers.code.CodeResult;
import assay.scorers.code.TestTime;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/// What a verdict's line says about a program that was run: `language`, `compileWallMillis` and
/// `compileCpuMillis` where it was compiled, `tests`, `failingTest` (from 1), `officialCode`,
/// `wallMillis` and `cpuMillis` (sums), the same for each test in `testWallMillis` and
/// `testCpuMillis`, `timingSuspect`, and for a failure under the official rules `realVerdict` and
/// `officialArtefact`.
final class CodeFields {
  private CodeFields() {}

  static void write(ObjectNode line, CodeResult result) {
    result.build().language().ifPresent(language -> line.put("language", language.label()));
    result
        .build()
        .time()
        .ifPresent(
            time -> {
              line.put("compileWallMillis", time.wall().toMillis());
              line.put("compileCpuMillis", time.cpu().toMillis());
            });
    line.put("tests", result.tests());
    result.failingTest().ifPresent(test -> line.put("failingTest", test));
    result.officialCode().ifPresent(code -> line.put("officialCode", code));
    line.put("wallMillis", wallMillis(result));
    line.put("cpuMillis", cpuMillis(result));
    ArrayNode walls = line.putArray("testWallMillis");
    ArrayNode cpus = line.putArray("testCpuMillis");
    for (TestTime time : result.times()) {
      walls.add(time.wall().toMillis());
      cpus.add(time.cpu().toMillis());
    }
    line.put("timingSuspect", result.timingSuspect());
    result
        .asRealProgram()
        .map(Score::verdict)
        .ifPresent(
            verdict -> {
              line.put("realVerdict", verdict);
              line.put("officialArtefact", result.officialArtefact());
            });
  }

  static long wallMillis(CodeResult result) {
    return result.times().stream().mapToLong(time -> time.wall().toMillis()).sum();
  }

  static long cpuMillis(CodeResult result) {
    return result.times().stream().mapToLong(time -> time.cpu().toMillis()).sum();
  }
}
