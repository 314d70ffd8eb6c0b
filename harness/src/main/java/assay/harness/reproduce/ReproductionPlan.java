package assay.harness.reproduce;

import assay.results.ForeignNames.Extractor;
import assay.results.GenerationSettings;
import assay.results.published.PublishedScore;
import assay.results.published.PublishedScore.Conditions;
import assay.tasks.Benchmark;
import assay.tasks.Window;
import assay.tasks.benchmarks.Benchmarks;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;

/// How this program runs what a source measured: everything that the source states is set, and what
/// it leaves open is the protocol's own.
public sealed interface ReproductionPlan {

  /// A plan that can be carried out.
  ///
  /// @param suite what is asked; all of MATH is measured on its subset of 500
  /// @param protocol by which rules
  /// @param sampling the source's words on sampling, or empty
  /// @param window which dates
  /// @param scorer the scorer that is the source's extractor, where it states one that this program
  ///   has
  /// @param unset what the source states and this program cannot set, by field
  record Possible(
      String suite,
      String protocol,
      String sampling,
      Window window,
      Optional<String> scorer,
      List<String> unset)
      implements ReproductionPlan {
    public Possible {
      Objects.requireNonNull(suite);
      Objects.requireNonNull(protocol);
      Objects.requireNonNull(sampling);
      Objects.requireNonNull(window);
      Objects.requireNonNull(scorer);
      unset = List.copyOf(unset);
    }

    /// Returns a protocol's settings with what the source states.
    public GenerationSettings settings(GenerationSettings own) {
      return StatedSampling.of(sampling, own).settings();
    }
  }

  /// A figure that no protocol of this program reproduces.
  ///
  /// @param field the field of the source's protocol that this program has not
  /// @param stated what the source says there
  record Refused(String field, String stated) implements ReproductionPlan {}

  /// Returns the plan of a figure.
  static ReproductionPlan of(PublishedScore figure, Benchmarks benchmarks) {
    Conditions stated = figure.conditions();
    String prompt = stated.prompt().orElse("");
    String sampling = stated.sampling().orElse("");
    if (prompt.startsWith("TIR")) {
      return new Refused("prompt", prompt);
    }
    if (sampling.startsWith("best of")) {
      return new Refused("sampling", sampling);
    }
    Optional<Benchmark> benchmark = benchmarks.publishedAs(figure.suite());
    Optional<String> protocol = benchmark.flatMap(known -> known.protocolOf(figure));
    if (protocol.isEmpty()) {
      return refused(figure, benchmark.isPresent());
    }
    Optional<Window> window = StatedWindow.of(stated.window().orElse(""));
    if (window.isEmpty()) {
      return new Refused("window", stated.window().orElse(""));
    }
    Optional<Extractor> extractor =
        stated
            .extractor()
            .flatMap(name -> benchmark.get().facts().names().flatMap(all -> all.extractor(name)));
    return new Possible(
        benchmark.get().suite(),
        protocol.get(),
        sampling,
        window.get(),
        extractor.map(Extractor::scorer),
        unset(stated, extractor.isPresent()));
  }

  /// Tells what no protocol has: examples, or else what the figure is of, such as a mean over tasks
  /// of which some are no part of a suite that is made.
  private static Refused refused(PublishedScore figure, boolean known) {
    OptionalInt shots = figure.conditions().shots();
    if (shots.isPresent()) {
      return new Refused("shots", String.valueOf(shots.getAsInt()));
    }
    String note = figure.provenance().note();
    return known && !note.isEmpty()
        ? new Refused("note", note)
        : new Refused("suite", figure.suite());
  }

  /// A prompt that is only said to think, or to reason step by step, is no text to send.
  private static List<String> unset(Conditions stated, boolean extracted) {
    List<String> unset = new ArrayList<>();
    stated
        .prompt()
        .filter(prompt -> prompt.equals("thinking") || prompt.equals("without CoT"))
        .ifPresent(prompt -> unset.add("prompt " + prompt));
    GenerationSettings any = GenerationSettings.greedy(1, List.of());
    StatedSampling.of(stated.sampling().orElse(""), any)
        .unknown()
        .forEach(words -> unset.add("sampling " + words));
    stated
        .extractor()
        .filter(extractor -> !extracted)
        .ifPresent(extractor -> unset.add("extractor " + extractor));
    return unset;
  }
}
