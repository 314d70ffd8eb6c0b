package assay.harness.score;

import assay.harness.run.Judged;
import assay.results.SampleRecord;
import assay.results.Score;
import assay.results.text.Escapes;
import assay.scorers.code.CodeResult;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;

/// Writes one JSON line a verdict: `id`, `attempt` beyond the first, `verdict` (`correct`, `wrong`,
/// `no-answer` or `not-measured`), `answer`, `rule`, `detail`, of an answer that is right in part
/// `found` and `wanted`; for programs also what [CodeFields] says.
public final class VerdictWriter implements AutoCloseable {
  private static final Pattern NUMBER = Pattern.compile("-?\\d{1,18}");

  private final Optional<Writer> out;
  private final boolean numericIds;

  private VerdictWriter(Optional<Writer> out, boolean numericIds) {
    this.out = out;
    this.numericIds = numericIds;
  }

  /// Opens the file; without one nothing is written.
  ///
  /// @param numericIds whether ids that are whole numbers are written as such, as their source does
  public static VerdictWriter open(Optional<Path> file, boolean numericIds) throws IOException {
    return new VerdictWriter(
        file.isPresent()
            ? Optional.of(Escapes.JSON.over(Files.newBufferedWriter(file.get())))
            : Optional.empty(),
        numericIds);
  }

  /// Writes a verdict that no program was run for.
  public void write(String id, int attempt, Score score) {
    write(id, attempt, score, Optional.empty());
  }

  /// Writes the first scorer's verdict on an attempt.
  public void write(Judged judged) {
    SampleRecord record = judged.record();
    write(record.sample().id(), record.attempt(), record.primaryScore(), judged.program());
  }

  private void write(String id, int attempt, Score score, Optional<CodeResult> code) {
    if (out.isEmpty()) {
      return;
    }
    ObjectNode line = JsonNodeFactory.instance.objectNode();
    if (numericIds && NUMBER.matcher(id).matches()) {
      line.put("id", Long.parseLong(id));
    } else {
      line.put("id", id);
    }
    if (attempt > 0) {
      line.put("attempt", attempt);
    }
    line.put("verdict", score.verdict());
    line.put("answer", score.answerText());
    line.put("rule", score.ruleName());
    switch (score) {
      case Score.Correct correct -> {}
      case Score.Wrong wrong -> {
        line.put("detail", wrong.detail());
        wrong
            .part()
            .ifPresent(part -> line.put("found", part.found()).put("wanted", part.wanted()));
      }
      case Score.NoAnswer none -> line.put("detail", none.detail());
      case Score.NotMeasured unmeasured ->
          line.put("cause", unmeasured.cause().label()).put("detail", unmeasured.detail());
    }
    code.ifPresent(result -> CodeFields.write(line, result));
    try {
      out.get().write(line + "\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() throws IOException {
    if (out.isPresent()) {
      out.get().close();
    }
  }
}
