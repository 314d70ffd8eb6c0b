package assay.harness.interchange;

import assay.harness.model.RecordedFields;
import assay.harness.model.RecordedRow;
import assay.results.Prompt;
import assay.results.Sample;
import assay.results.Score;
import assay.tasks.SampleDigest;
import assay.tasks.format.Row;
import assay.tasks.format.RowFile;
import assay.tasks.mmlupro.MmluPro;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// The outputs that MMLU-Pro's own scripts write and its repository publishes: rows with
/// `question_id`, `answer`, the output, and `pred`, the script's extraction. What was generated is
/// read as from any other recording ([RecordedRow]); only the extraction is this format's own.
///
/// The key is the row's own, because keys were corrected between releases of the data. Where the
/// row has no question and only `n_options`, letters stand for the options.
///
/// @param path JSON, JSON Lines, also gzip
public record MmluProOutputs(Path path) implements ForeignLog {
  private static final String PREDICTION = "recorded/prediction";
  private static final Pattern NAME =
      Pattern.compile("(?:outputs_|model_outputs_)?(.+?)(?:_5shots)?(?:\\.(?:sub\\d+|full))?");

  @Override
  public Origin origin() {
    return new Origin(
        "mmlu-pro",
        MmluPro.LOCAL,
        modelName(),
        List.of("choice/official", "choice/first-rule", "choice/last-match"));
  }

  private String modelName() {
    String file = path.getFileName().toString().replaceAll("\\.(jsonl?|gz)\\b", "");
    Matcher name = NAME.matcher(file);
    return name.matches() ? name.group(1) : file;
  }

  @Override
  public void read(Consumer<Entry> consumer) {
    try (Stream<Row> rows = new RowFile(path).rows(Set.of())) {
      rows.flatMap(MmluProOutputs::entries).forEach(consumer);
    }
  }

  private static Stream<Entry> entries(Row row) {
    RecordedRow recorded = RecordedRow.of(row, RecordedFields.USUAL);
    Sample stated = recorded.sample();
    if (!recorded.keyed() || !(stated.extras() instanceof Sample.Choices choices)) {
      throw row.error("has no answer, or neither options nor n_options, so it is no such output");
    }
    Sample sample =
        SampleDigest.sample(
            stated.id(),
            stated.input(),
            stated.target(),
            stated.facets(),
            new Sample.Choices(MmluPro.CHOICES.options(choices.options())));
    Map<String, Score> prediction = prediction(row, stated.target());
    return IntStream.range(0, recorded.outcomes().size())
        .mapToObj(
            attempt ->
                new Entry(
                    sample,
                    attempt,
                    new Prompt.Unrecorded(),
                    recorded.outcomes().get(attempt),
                    prediction));
  }

  private static Map<String, Score> prediction(Row row, String target) {
    if (!row.mentions("pred") && !row.mentions("stored_pred")) {
      return Map.of();
    }
    Optional<String> predicted =
        row.optionalString("pred").or(() -> row.optionalString("stored_pred"));
    return Map.of(
        PREDICTION,
        predicted
            .map(
                letter ->
                    letter.equals(target)
                        ? StatedScore.right(letter)
                        : StatedScore.wrong(letter, ""))
            .orElseGet(() -> new Score.NoAnswer("the script found none")));
  }
}
