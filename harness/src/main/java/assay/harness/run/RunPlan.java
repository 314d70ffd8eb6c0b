package assay.harness.run;

import assay.results.Draw;
import assay.results.GenerationSettings;
import assay.results.PackedRows;
import assay.results.Prompt;
import assay.results.RunManifest.Row;
import assay.results.Sample;
import assay.results.SelectedRows;
import assay.scorers.Scorer;
import assay.tasks.PromptTooLongException;
import assay.tasks.Protocol;
import assay.tasks.Task;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// What a run does: which samples of which task, sampled how, scored by what.
///
/// @param task data and protocol
/// @param selection which of its samples
/// @param settings how completions are sampled; the protocol's own unless the user asked otherwise
/// @param scorers the scorers, the protocol's own first
/// @param selected the selection in words, and what was drawn
/// @param rows id and digest of each selected sample, in order
public record RunPlan(
    Task task,
    Selection selection,
    GenerationSettings settings,
    List<Scorer> scorers,
    SelectedRows selected,
    List<Row> rows) {

  public RunPlan {
    Objects.requireNonNull(task);
    Objects.requireNonNull(selection);
    Objects.requireNonNull(settings);
    scorers = List.copyOf(scorers);
    Objects.requireNonNull(selected);
    rows = PackedRows.of(rows);
  }

  /// Returns the plan, reading the whole selection once: malformed data ends the run before any
  /// sample is asked.
  ///
  /// @throws UsageException if an asked sample is not in the data, or nothing is selected
  public static RunPlan of(
      Task task, Selection selection, GenerationSettings settings, List<Scorer> scorers) {
    PackedRows.Packing rows = new PackedRows.Packing();
    List<StratifiedDraw.Candidate> candidates = new ArrayList<>();
    boolean drawn = selection.part() instanceof Selection.Drawn;
    RightLetters letters = new RightLetters();
    Set<String> missing = new HashSet<>(selection.ids());
    try (Stream<Sample> samples = selection.apply(task.dataset().open())) {
      samples.forEach(
          sample -> {
            rows.add(new Row(sample.id(), sample.digest()));
            letters.add(sample);
            if (drawn) {
              candidates.add(new StratifiedDraw.Candidate(sample.id(), sample.facets()));
            }
            missing.remove(sample.id());
          });
    }
    if (!missing.isEmpty()) {
      throw new UsageException(
          "--samples: not in %s: %s"
              .formatted(
                  task.dataset().source(), String.join(", ", missing.stream().sorted().toList())));
    }
    letters.requireSeveral(task.dataset().source());
    PackedRows all = rows.rows();
    if (all.isEmpty()) {
      throw new UsageException(
          "no sample of %s is selected: widen the window or the limit"
              .formatted(task.dataset().source()));
    }
    SelectedRows selected = selected(selection, candidates);
    return new RunPlan(task, selection, settings, scorers, selected, asked(all, selected));
  }

  private static List<Row> asked(List<Row> all, SelectedRows selected) {
    Predicate<String> asked = asked(selected);
    return selected.draw().isEmpty()
        ? all
        : all.stream().filter(row -> asked.test(row.id())).toList();
  }

  private static SelectedRows selected(
      Selection selection, List<StratifiedDraw.Candidate> candidates) {
    Optional<Draw> draw =
        selection.part() instanceof Selection.Drawn asked
            ? StratifiedDraw.of(candidates, asked)
            : Optional.empty();
    String words =
        draw.map(each -> each.words() + (selection.ids().isEmpty() ? "" : ", of those named"))
            .orElseGet(selection::description);
    return new SelectedRows(words, draw);
  }

  private static Predicate<String> asked(SelectedRows selected) {
    return selected
        .draw()
        .<Predicate<String>>map(draw -> draw.strataById().keySet()::contains)
        .orElse(id -> true);
  }

  /// Returns the settings for one sample: where its protocol has a limit of its own for it, and the
  /// user has none, with that limit.
  public GenerationSettings settingsFor(Sample sample) {
    Protocol protocol = task.protocol();
    OptionalInt limit = protocol.answerTokens(sample);
    return limit.isPresent() && settings.maxTokens() == protocol.settings().maxTokens()
        ? settings.limited(limit.getAsInt())
        : settings;
  }

  /// Returns the prompt of the first sample, whose kind all others have; empty if it cannot be
  /// made, which the run itself then tells.
  public Optional<Prompt> firstPrompt(Model model) {
    try (Stream<Sample> samples = samples()) {
      return samples.findFirst().map(first -> task.protocol().render(first, model.tokenCounter()));
    } catch (PromptTooLongException | RunFailedException _) {
      return Optional.empty();
    }
  }

  /// Returns the selected samples as a stream; the caller closes it.
  public Stream<Sample> samples() {
    Predicate<String> asked = asked(selected);
    return selection.apply(task.dataset().again(rows)).filter(sample -> asked.test(sample.id()));
  }
}
