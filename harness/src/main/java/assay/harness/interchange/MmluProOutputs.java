package assay.harness.interchange;

import assay.results.Completion;
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
import java.util.stream.Stream;

/// The outputs that MMLU-Pro's own scripts write and its repository publishes: rows with
/// `question_id`, `answer`, the output, and `pred`, the script's extraction.
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
      rows.map(MmluProOutputs::entry).forEach(consumer);
    }
  }

  private static Entry entry(Row row) {
    String target = row.string("answer");
    Sample sample =
        SampleDigest.sample(
            row.label("question_id"),
            row.optionalString("question").orElse(""),
            target,
            row.optionalString("category")
                .map(category -> Map.of("category", category))
                .orElse(Map.of()),
            new Sample.Choices(options(row)));
    String output =
        Stream.of("output", "model_outputs", "generated_text")
            .filter(row::has)
            .findFirst()
            .map(row::string)
            .orElseThrow(
                () -> row.error("has none of the fields output, model_outputs, generated_text"));
    return new Entry(
        sample,
        0,
        new Prompt.Unrecorded(),
        Completion.recorded(output),
        Map.of(PREDICTION, prediction(row, target)));
  }

  private static Score prediction(Row row, String target) {
    Optional<String> predicted =
        row.optionalString("pred").or(() -> row.optionalString("stored_pred"));
    return predicted
        .<Score>map(
            letter ->
                letter.equals(target)
                    ? new Score.Correct(letter, "recorded")
                    : new Score.Wrong(letter, "recorded", ""))
        .orElseGet(() -> new Score.NoAnswer("the script found none"));
  }

  private static List<String> options(Row row) {
    return row.has("options")
        ? row.strings("options").stream().filter(option -> !option.equals("N/A")).toList()
        : Sample.Choices.letters(Math.toIntExact(row.integer("n_options")));
  }
}
