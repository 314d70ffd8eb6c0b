package assay.harness.command;

import assay.harness.catalog.Catalog;
import assay.harness.help.InGroup;
import assay.harness.help.OptionGroup;
import assay.harness.options.CandidateFlags;
import assay.harness.options.DifficultyFlag;
import assay.harness.run.Console;
import assay.harness.run.ExitCode;
import assay.harness.run.UsageException;
import assay.harness.stored.Outcomes;
import assay.harness.terminal.Deciding;
import assay.reports.compare.RunOutcomes;
import assay.reports.difficulty.Adjustment;
import assay.reports.difficulty.Difficulty;
import assay.reports.gate.Baseline;
import assay.reports.gate.BaselineFile;
import assay.reports.gate.GateDemands;
import assay.reports.gate.RegressionCheck;
import assay.reports.gate.RegressionCheck.Band;
import assay.reports.gate.RegressionGate;
import assay.reports.render.ComparisonRenderer;
import assay.reports.render.RegressionRenderer;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// The gate for checkpoints.
@Command(
    name = "regress",
    mixinStandardHelpOptions = true,
    description = {
      "Decides whether a candidate is no worse than a baseline by more than a margin.",
      "Passes where the lower bound of the paired difference lies above minus the margin, and calls"
          + " it a regression where the upper bound lies below that. Where neither is sure, the"
          + " gate stays closed and shows both bounds.",
      "The candidate is a finished run, or a model: a model is asked the baseline's own samples by"
          + " its protocol and settings, with --sequential only until the decision is sure. Its run"
          + " is an ordinary one, kept in --out, and goes on with --resume."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  assay regress --baseline runs/main --candidate runs/checkpoint --margin 0.01",
      "  assay regress --baseline runs/main --write-baseline baseline.jsonl",
      "      a small file to commit: ids, digests, verdicts and lengths, a line a",
      "      sample",
      "  assay regress --baseline baseline.jsonl --candidate runs/checkpoint \\",
      "        --sequential --must-solve must-solve.txt --length-band 0.8,1.25 \\",
      "        --junit gate.xml --markdown gate.md",
      "      stops at the first sure decision; these ids must stay right; answers",
      "      may be at most a fifth shorter and a quarter longer",
      "  assay regress --baseline baseline.jsonl \\",
      "        --candidate http://localhost:8000/v1#new --data test.parquet \\",
      "        --sequential --looks 20 --out runs/new",
      "      asks the model until the decision is sure, samples that must stay",
      "      solved first",
      "",
      "Exit status here: 0 the gate passed; 1 a regression, or one that cannot be ruled",
      "out; 5 the candidate's run failed and goes on with --resume; other codes are",
      "errors.",
      "--json prints passed, decision (pass, regression, undecided), margin, errorRate,",
      "difference, lowerBound, upperBound, samplesUsed, samplesSaved, look,",
      "secondsSaved, length, unsolved, mustSolve (of these lost, neverSolved, which the",
      "baseline did not solve either, notMeasured), findings and comparison (over the",
      "samples of the decision; its interval does not know of the looks); with",
      "--sequential anytime also anytimeP, of any difference, by the e-value of",
      "discordant pairs."
    })
final class RegressCommand implements Callable<Integer>, Deciding {
  private static final String PLANNED = "planned";
  private static final String ANYTIME = "anytime";
  private static final int PLANNED_LOOKS = 10;
  private static final int ANYTIME_PARTS = 50;

  private final Console console;
  private final Catalog catalog;

  @Option(
      names = "--baseline",
      required = true,
      paramLabel = "RUN",
      description = "A run's folder, or a file that --write-baseline wrote.")
  private Path baseline;

  @Option(
      names = "--candidate",
      paramLabel = "RUN|MODEL",
      description =
          "The candidate: a run's folder, or a model as in `assay run --model`, which is then asked"
              + " what the baseline was asked.")
  private String candidate;

  @Mixin private DifficultyFlag difficulty;
  @Mixin private final CandidateFlags model;

  @Option(
      names = "--margin",
      paramLabel = "SHARE",
      defaultValue = "0.01",
      description = "The drop that is tolerated, from 0 to 1 (default: ${DEFAULT-VALUE}).")
  private double margin;

  @Option(
      names = "--error-rate",
      paramLabel = "RATE",
      defaultValue = "0.05",
      description =
          "Chance of passing a drop of the whole margin, and of calling a regression what is none"
              + " (default: ${DEFAULT-VALUE}).")
  private double rate;

  @Option(
      names = "--sequential",
      arity = "0..1",
      paramLabel = "KIND",
      fallbackValue = PLANNED,
      description =
          "Look at growing parts of the samples and stop at the first sure decision. planned"
              + " (default): at equal parts, the error rate spent over them. anytime: after every"
              + " sample, by evidence that keeps its error rate however often one looks and"
              + " whenever one stops; stops sooner where the data are clear, and decides less often"
              + " where they hardly suffice.")
  private String sequential;

  @Option(
      names = "--looks",
      paramLabel = "N",
      description =
          "With --sequential: how often at most (default: 10); with anytime, in how many parts a"
              + " model is asked (default: 50).")
  private Integer looks;

  @Option(
      names = "--seed",
      paramLabel = "S",
      defaultValue = "0",
      description = "Order in which --sequential looks at the samples.")
  private long seed;

  @Option(
      names = "--must-solve",
      paramLabel = "FILE",
      description = "Ids, one a line, that the candidate has to get right; # begins a remark.")
  private Path mustSolve;

  @Option(
      names = "--length-band",
      paramLabel = "LOW,HIGH",
      split = ",",
      description = "Range for candidate over baseline answer length, as 0.8,1.25.")
  private double[] lengthBand = new double[0];

  @Option(
      names = "--scorer",
      paramLabel = "NAME",
      description = "Use the verdicts of this scorer (default: the protocol's own).")
  private String scorer;

  @InGroup(OptionGroup.OUTPUT)
  @Option(
      names = "--write-baseline",
      paramLabel = "FILE",
      description = "Write the baseline run as a small file; --candidate may then be left out.")
  private Path writeBaseline;

  @InGroup(OptionGroup.OUTPUT)
  @Option(names = "--junit", paramLabel = "FILE", description = "Also write JUnit XML.")
  private Path junit;

  @Option(names = "--markdown", paramLabel = "FILE", description = "Also write a summary.")
  private Path markdown;

  @InGroup(OptionGroup.OUTPUT)
  @Option(names = "--json", description = "Print one JSON object instead of text.")
  private boolean json;

  RegressCommand(Console console, Catalog catalog) {
    model = new CandidateFlags(catalog.hub());
    this.console = console;
    this.catalog = catalog;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    Baseline before = Outcomes.baseline(catalog, baseline, both(), Optional.ofNullable(scorer));
    if (writeBaseline != null) {
      BaselineFile.write(before, writeBaseline);
      console.remark("baseline  " + writeBaseline);
      if (candidate == null) {
        return ExitCode.OK.status();
      }
    }
    if (candidate == null) {
      throw new UsageException(
          "--candidate is missing: name the run or the model to hold against the baseline");
    }
    Optional<Difficulty> known = difficulty.read();
    RegressionCheck check = check(before);
    Optional<Adjustment> adjusted =
        known.map(each -> Adjustment.of(check.comparison(), before.draw(), each));
    if (junit != null) {
      Files.writeString(junit, RegressionRenderer.junit(check));
    }
    if (markdown != null) {
      Files.writeString(markdown, RegressionRenderer.markdown(check));
    }
    console
        .out()
        .print(
            json
                ? json(check, adjusted)
                : RegressionRenderer.text(check)
                    + adjusted.map(each -> each.words() + "\n").orElse(""));
    return check.passed() ? ExitCode.OK.status() : ExitCode.RUN_FAILED.status();
  }

  private static String json(RegressionCheck check, Optional<Adjustment> adjusted) {
    ObjectNode node = RegressionRenderer.json(check);
    adjusted.ifPresent(each -> node.set("adjusted", each.json()));
    return ComparisonRenderer.pretty(node) + "\n";
  }

  private List<Path> both() throws IOException {
    return candidate == null || CandidateFlags.isModel(candidate)
        ? List.of(baseline)
        : List.of(baseline, Path.of(candidate));
  }

  private RegressionCheck check(Baseline before) throws IOException, InterruptedException {
    GateDemands demands =
        new GateDemands(gate(), mustSolve == null ? Set.of() : ids(mustSolve), band(), seed);
    if (CandidateFlags.isModel(candidate)) {
      return model.check(console, catalog, before, candidate, demands);
    }
    model.requireUnused();
    RunOutcomes after =
        Outcomes.read(catalog, Path.of(candidate), both(), Optional.of(before.outcomes().scorer()));
    return RegressionCheck.of(before.outcomes(), after, demands);
  }

  private RegressionGate gate() {
    if (sequential != null && !sequential.equals(PLANNED) && !sequential.equals(ANYTIME)) {
      throw new UsageException(
          "--sequential: write planned or anytime, found \"%s\"".formatted(sequential));
    }
    boolean anytime = ANYTIME.equals(sequential);
    int usual = anytime ? ANYTIME_PARTS : PLANNED_LOOKS;
    int most = sequential == null ? 1 : looks == null ? usual : looks;
    try {
      return new RegressionGate(margin, rate, most, anytime);
    } catch (IllegalArgumentException e) {
      throw new UsageException("--margin, --error-rate or --looks: " + e.getMessage());
    }
  }

  private Optional<Band> band() {
    if (lengthBand.length == 0) {
      return Optional.empty();
    }
    if (lengthBand.length != 2 || !(lengthBand[0] > 0 && lengthBand[0] <= lengthBand[1])) {
      throw new UsageException("--length-band: write two ratios above 0, low first, as 0.8,1.25");
    }
    return Optional.of(new Band(lengthBand[0], lengthBand[1]));
  }

  private static Set<String> ids(Path file) throws IOException {
    try (Stream<String> lines = Files.lines(file)) {
      return lines
          .map(line -> line.replaceFirst("#.*", "").strip())
          .filter(line -> !line.isEmpty())
          .collect(Collectors.toUnmodifiableSet());
    }
  }
}
