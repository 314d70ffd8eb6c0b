package assay.harness.score;

import assay.harness.experiment.Completions;
import assay.harness.run.Console;
import assay.harness.run.Replay.Item;
import assay.harness.run.ScorerSet.Given;
import assay.results.Completion;
import assay.results.Prompt;
import assay.results.Sample;
import assay.results.Score;
import assay.tasks.format.Row;
import assay.tasks.format.RowFile;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Pairs of a reference and an answer, each as a sample with a completion. A pair with several
/// references is as many attempts, of which [PairVerdicts] makes one verdict.
///
/// @param file rows with `id`, `gold` and `pred`
/// @param given what `pred` is
/// @param scorer by which they are graded, which has nothing to grade where `pred` is null
public record Pairs(Path file, Given given, String scorer) implements Completions {

  /// Returns whether the first pair's id is a number.
  public boolean numericIds() {
    try (Stream<Row> rows = new RowFile(file).rows(Set.of("id"))) {
      return rows.findFirst().map(row -> row.isNumber("id")).orElse(false);
    }
  }

  @Override
  public Stream<Item> items(Console console) {
    return new RowFile(file).rows(Set.of("id", "gold", "pred")).flatMap(this::items);
  }

  private Stream<Item> items(Row row) {
    List<String> golds = row.alternatives("gold");
    boolean none = !row.has("pred") && row.mentions("pred");
    Completion pred = Completion.recorded(none ? "" : row.textOrNumber("pred"));
    Map<String, Score> stated =
        none ? Map.of(scorer, new Score.NoAnswer("pred is null")) : Map.of();
    String id = row.label("id");
    return IntStream.range(0, golds.size())
        .mapToObj(
            i ->
                new Item(
                    new Sample(id, "", "", golds.get(i), Map.of(), new Sample.Plain()),
                    i,
                    new Prompt.Unrecorded(),
                    pred,
                    Optional.empty(),
                    stated));
  }
}
