package assay.harness.sweep;

import assay.harness.experiment.SharedModel;
import assay.harness.experiment.Trial;
import assay.harness.run.Console;
import assay.harness.run.ExitCode;
import assay.harness.run.RunFailedException;
import assay.harness.run.RunService.Mode;
import assay.harness.sweep.PlanExperiments.Planned;
import assay.harness.terminal.ErrorHandling;
import assay.harness.terminal.ProgramVersion;
import assay.results.store.RunDirectory;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Runs variants one after the other, each in a folder of its own.
public final class SweepRun {
  private final Console console;
  private final Path out;
  private final VariantChoice choice;
  private final boolean retry;
  private final Map<String, ExitCode> failed = new LinkedHashMap<>();

  /// Creates a sweep below a folder.
  ///
  /// @param choice which variants are run
  /// @param retry whether only those are run that lack something, or have something that was not
  ///   measured, which is then done again
  public SweepRun(Console console, Path out, VariantChoice choice, boolean retry) {
    this.console = console;
    this.out = out;
    this.choice = choice;
    this.retry = retry;
  }

  /// Runs variants in an order, and returns what became of those that failed, by name.
  ///
  /// @param variants as the plan lists them
  /// @param order the same as they are run
  public Map<String, ExitCode> run(List<Planned> variants, List<Planned> order)
      throws IOException, InterruptedException {
    VariantTable table = new VariantTable(variants);
    if (!console.terminal() || console.quiet()) {
      all(order, table, console);
      table.lines().forEach(console::remark);
      return failed;
    }
    try (LiveTable live = new LiveTable(console.err(), table::lines);
        PrintStream above = new PrintStream(live, false, StandardCharsets.UTF_8)) {
      all(order, table, new Console(console.out(), above, true, false));
    }
    return failed;
  }

  private void all(List<Planned> order, VariantTable table, Console told)
      throws IOException, InterruptedException {
    for (Planned each : order) {
      String name = each.variant().name();
      StoredVariant stored = StoredVariant.of(folder(name));
      table.stored(name, stored);
      if (!choice.takes(name)) {
        table.skip(name);
      } else if (retry && stored.complete(each.calls())) {
        table.end(name, VariantState.DONE, stored);
      }
    }
    int number = 0;
    try (SharedModel model = new SharedModel()) {
      for (Planned each : order) {
        number++;
        if (table.waits(each.variant().name())) {
          told.remark(
              "sweep     variant %d of %d: %s; %s"
                  .formatted(number, order.size(), each.variant().name(), table.position()));
          one(each, model, table, told);
        }
      }
    }
  }

  private void one(Planned each, SharedModel model, VariantTable table, Console told)
      throws IOException, InterruptedException {
    String name = each.variant().name();
    table.start(name);
    VariantState state = VariantState.FAILED;
    try {
      run(each, model, told);
      state = VariantState.DONE;
    } catch (IOException | RuntimeException | Error e) {
      // Whatever went wrong is not handed on to the next variant.
      model.forget();
      failed.put(name, new ErrorHandling(told).tell(e));
      requireMemory(e);
    } finally {
      table.end(name, state, StoredVariant.of(folder(name)));
    }
  }

  /// A variant that used up the memory may have hurt what all of them share.
  private static void requireMemory(Throwable e) {
    if (e instanceof OutOfMemoryError || e.getCause() instanceof OutOfMemoryError) {
      throw new RunFailedException(
          "the sweep stops here, since memory ran out; what is stored stays, and the same command"
              + " continues it",
          e);
    }
  }

  /// What is stored is compared with the experiment before it counts as done, so a folder of
  /// another plan is refused and not taken over.
  private void run(Planned each, SharedModel model, Console told)
      throws IOException, InterruptedException {
    Path folder = folder(each.variant().name());
    try (Trial trial =
        Trial.open(
            each.experiment(),
            model.of(each.experiment().model()),
            ProgramVersion.circumstances())) {
      trial.announce(told, folder);
      RunDirectory run =
          trial.run(told, folder, retry ? Mode.RETRY_UNMEASURED : Mode.RESUME).directory();
      told.remark("records   " + run.recordFile());
      told.remark("report    assay report " + run.path());
    }
  }

  private Path folder(String variant) {
    return out.resolve(variant);
  }
}
