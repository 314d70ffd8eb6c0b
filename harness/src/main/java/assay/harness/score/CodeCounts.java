package assay.harness.score;

import assay.scorers.code.CodeResult;
import assay.scorers.code.sandbox.Language;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;

/// Counts what is known of programs beyond their verdicts.
final class CodeCounts {
  private final Map<Integer, Integer> officialCodes = new TreeMap<>();
  private final Map<Language, Integer> languages = new EnumMap<>(Language.class);
  private int programs;
  private int lookedAtAgain;
  private int artefacts;
  private int timingSuspect;
  private long tests;
  private long wallMillis;
  private long cpuMillis;
  private long compileWallMillis;
  private long compileCpuMillis;

  void add(CodeResult result) {
    programs++;
    result.build().language().ifPresent(language -> languages.merge(language, 1, Integer::sum));
    result
        .build()
        .time()
        .ifPresent(
            time -> {
              compileWallMillis += time.wall().toMillis();
              compileCpuMillis += time.cpu().toMillis();
            });
    result.officialCode().ifPresent(code -> officialCodes.merge(code, 1, Integer::sum));
    lookedAtAgain += result.asRealProgram().isPresent() ? 1 : 0;
    artefacts += result.officialArtefact() ? 1 : 0;
    timingSuspect += result.timingSuspect() ? 1 : 0;
    tests += result.times().size();
    wallMillis += CodeFields.wallMillis(result);
    cpuMillis += CodeFields.cpuMillis(result);
  }

  void write(ObjectNode summary) {
    if (programs == 0) {
      return;
    }
    ObjectNode node = summary.putObject("code");
    ObjectNode codes = node.putObject("officialCodes");
    officialCodes.forEach((code, count) -> codes.put(Integer.toString(code), count));
    node.put("failuresRunAgainAsRealPrograms", lookedAtAgain);
    node.put("officialArtefacts", artefacts);
    node.put("timingSuspect", timingSuspect);
    node.put("testsRun", tests);
    node.put("wallMillis", wallMillis);
    node.put("cpuMillis", cpuMillis);
    ObjectNode written = node.putObject("languages");
    languages.forEach((language, count) -> written.put(language.label(), count));
    node.put("compileWallMillis", compileWallMillis);
    node.put("compileCpuMillis", compileCpuMillis);
  }

  /// Returns the lines for a reader; empty where there is nothing to say.
  String text() {
    StringBuilder text = new StringBuilder();
    if (lookedAtAgain > 0) {
      text.append(
          "%d of %d failures are artefacts of the official harness: they pass as real programs%n"
              .formatted(artefacts, lookedAtAgain));
    }
    if (timingSuspect > 0) {
      text.append(
          "%d programs ran out of time on a busy machine and were run again alone%n"
              .formatted(timingSuspect));
    }
    return text.toString();
  }
}
