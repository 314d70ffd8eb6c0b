package assay.tasks.benchmarks;

import assay.results.ProtocolFacts;
import assay.results.RunManifest;
import assay.tasks.Benchmark;
import assay.tasks.DataException;
import assay.tasks.aime.Aime;
import assay.tasks.codecontests.CodeContests;
import assay.tasks.custom.DescribedSuite;
import assay.tasks.functions.EvalPlus;
import assay.tasks.functions.HumanEval;
import assay.tasks.functions.Mbpp;
import assay.tasks.gpqa.Gpqa;
import assay.tasks.gsm8k.Gsm8k;
import assay.tasks.livecodebench.LiveCodeBench;
import assay.tasks.math500.Math500;
import assay.tasks.mmlu.Mmlu;
import assay.tasks.mmlu.MmluRedux;
import assay.tasks.mmlupro.MmluPro;
import assay.tasks.ruler.Ruler;
import assay.tasks.supergpqa.SuperGpqa;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// The benchmarks that a program knows.
///
/// @param all in the order in which lists show them
public record Benchmarks(List<Benchmark> all) {
  public Benchmarks {
    all = List.copyOf(all);
  }

  /// Returns the program's own benchmarks. A new one is added here by hand.
  public static Benchmarks standard() {
    return new Benchmarks(
        List.of(
            new MmluPro(),
            new Math500(),
            new LiveCodeBench(),
            new HumanEval(),
            new Mbpp(),
            new CodeContests(),
            new Gsm8k(),
            new Aime(2024),
            new Aime(2025),
            new Aime(2026),
            new Gpqa(),
            new Mmlu(),
            new MmluRedux(),
            EvalPlus.humanEval(),
            EvalPlus.mbpp(),
            new SuperGpqa(),
            new Ruler()));
  }

  /// Returns the benchmark of that exact name, or empty where there is none.
  public Optional<Benchmark> named(String suite) {
    return all.stream().filter(benchmark -> benchmark.suite().equals(suite)).findFirst();
  }

  /// Returns the benchmark that another program's task asks, whatever its organisation, case and
  /// hyphens.
  public Optional<Benchmark> called(String task) {
    String plain = task.toLowerCase(Locale.ROOT).replaceFirst("^.*/", "").replace('-', '_');
    return all.stream().filter(benchmark -> benchmark.facts().isTask(plain)).findFirst();
  }

  /// Returns the benchmark that the registry of published scores means by a suite's name.
  public Optional<Benchmark> publishedAs(String suite) {
    return all.stream().filter(benchmark -> benchmark.facts().isPublishedAs(suite)).findFirst();
  }

  /// Returns the suite that a user describes in a JSON file.
  ///
  /// @throws DataException if the description cannot be read, has an unknown key or lacks one, or
  ///   takes the name of a benchmark
  public DescribedSuite fromDescription(Path description) {
    DescribedSuite suite = DescribedSuite.read(description);
    if (named(suite.suite()).isPresent()) {
      throw DataException.inFile(
          description.toString(),
          "names the suite \"%s\", which is a benchmark of the program. Choose another name"
              .formatted(suite.suite()));
    }
    return suite;
  }

  /// Returns a manifest with what the benchmark says of suite and protocol, where an earlier
  /// version wrote it, which did not say that; else the manifest as it is. What a manifest says
  /// itself stays.
  public RunManifest completed(RunManifest manifest) {
    if (manifest.dataset().facts().names().isPresent()) {
      return manifest;
    }
    return named(manifest.dataset().suite())
        .map(
            known -> {
              ProtocolFacts rules = known.protocolFacts(manifest.protocol().name());
              return manifest.format() == RunManifest.CURRENT_FORMAT
                  ? manifest.with(
                      manifest.dataset().facts().completedBy(known.facts()),
                      manifest.protocol().facts().comparable(rules.comparability()))
                  : manifest.with(known.facts(), rules);
            })
        .orElse(manifest);
  }
}
