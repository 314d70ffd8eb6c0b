package assay.reports.compare;

import assay.reports.run.OfficialFigure;
import assay.reports.run.RunReport;
import assay.reports.run.ScorerReport;
import assay.reports.statistics.Interval;
import assay.results.ForeignNames;
import assay.results.ForeignNames.Extractor;
import assay.results.ProtocolFacts;
import assay.results.RunManifest;
import assay.results.published.PublishedScore;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;

/// A published figure beside what a run measured, and in what the two were made differently.
///
/// The measured figure is that of the extractor that the source states, where it states one that
/// the run was scored by, else of the protocol's own scorer, and follows the protocol's official
/// convention. It lies within the sampling noise where the published figure, as far as it was
/// printed, lies in the run's 95 % interval moved to the measured figure.
///
/// @param published the figure, from the registry
/// @param scorer whose verdicts were taken
/// @param measured the run's figure, a share from 0 to 1
/// @param interval its 95 % interval
/// @param items how many items the figure is over
/// @param fields how either was measured
public record Reproduction(
    PublishedScore published,
    String scorer,
    double measured,
    Interval interval,
    long items,
    List<Field> fields) {
  /// Half of the last digit of a figure that is printed with one decimal.
  private static final double ROUNDING = 0.0005;

  public Reproduction {
    Objects.requireNonNull(published);
    Objects.requireNonNull(scorer);
    Objects.requireNonNull(interval);
    fields = List.copyOf(fields);
  }

  /// Whether a field of the protocol is the same in both.
  public enum Agreement {
    /// The source states what the run did.
    SAME("same"),
    /// The source states something else.
    DIFFERS("differs"),
    /// The source does not say.
    UNSTATED("not stated"),
    /// The run does not say.
    UNKNOWN("not known of the run");

    private final String label;

    Agreement(String label) {
      this.label = label;
    }

    /// Returns the words that reports show.
    public String label() {
      return label;
    }
  }

  /// One field of a protocol.
  ///
  /// @param name such as `shots`
  /// @param stated by the source, or empty
  /// @param used by the run
  /// @param agreement how the two compare
  public record Field(String name, String stated, String used, Agreement agreement) {
    static Field of(String name, Optional<String> stated, Optional<String> used) {
      return new Field(name, stated.orElse(""), used.orElse(""), agreement(stated, used));
    }

    private static Agreement agreement(Optional<String> stated, Optional<String> used) {
      if (stated.isEmpty()) {
        return Agreement.UNSTATED;
      }
      return used.map(stated.get()::equalsIgnoreCase)
          .map(same -> same ? Agreement.SAME : Agreement.DIFFERS)
          .orElse(Agreement.UNKNOWN);
    }
  }

  /// Holds a published figure against a run.
  ///
  /// @throws IncomparableRunsException if nothing of the run was measured
  public static Reproduction of(PublishedScore published, RunReport run) {
    if (run.scorers().isEmpty()) {
      throw new IncomparableRunsException(run.name() + " has no records");
    }
    Optional<String> stated = published.conditions().extractor();
    ScorerReport scorer = scorer(stated, run);
    Interval interval =
        scorer
            .accuracy()
            .estimate()
            .interval()
            .orElseThrow(
                () -> new IncomparableRunsException(run.name() + ": nothing was measured"));
    boolean guess =
        extractor(stated, run).filter(Extractor::guesses).isPresent()
            && scorer.official().size() > 1;
    OfficialFigure figure = scorer.official().get(guess ? 1 : 0);
    return new Reproduction(
        published,
        scorer.scorer(),
        figure.value(),
        interval,
        figure.samples(),
        fields(published, run, extractorOf(scorer.scorer(), guess, run)));
  }

  private static Optional<Extractor> extractor(Optional<String> stated, RunReport run) {
    return stated.flatMap(name -> names(run).flatMap(names -> names.extractor(name)));
  }

  private static String extractorOf(String scorer, boolean guess, RunReport run) {
    return names(run).map(names -> names.extractorOf(scorer, guess)).orElse(scorer);
  }

  private static Optional<ForeignNames> names(RunReport run) {
    return run.manifest().dataset().facts().names();
  }

  private static ScorerReport scorer(Optional<String> stated, RunReport run) {
    return extractor(stated, run)
        .flatMap(
            known ->
                run.scorers().stream()
                    .filter(each -> each.scorer().equals(known.scorer()))
                    .findFirst())
        .orElse(run.scorers().getFirst());
  }

  private static List<Field> fields(PublishedScore published, RunReport run, String extractor) {
    PublishedScore.Conditions stated = published.conditions();
    List<Field> fields = new ArrayList<>();
    RunManifest manifest = run.manifest();
    ProtocolFacts facts = manifest.protocol().facts();
    Optional<String> window = Optional.of(manifest.dataset().window());
    fields.add(suite(published, manifest));
    if (!facts.admits(published).orElse(true)) {
      fields.add(new Field("protocol", "", manifest.protocol().name(), Agreement.DIFFERS));
    }
    fields.add(Field.of("n", text(published.n()), Optional.of(String.valueOf(run.samples()))));
    HowAsked asking = HowAsked.of(manifest);
    fields.add(Field.of("shots", text(stated.shots()), asking.shots()));
    fields.add(Field.of("prompt", stated.prompt(), asking.prompt()));
    fields.add(Field.of("sampling", stated.sampling(), asking.sampling()));
    fields.add(Field.of("window", stated.window(), window));
    fields.add(Field.of("extractor", stated.extractor(), Optional.of(extractor)));
    stated
        .aggregate()
        .filter(mean -> mean.equals("macro"))
        .ifPresent(
            mean -> fields.add(Field.of("aggregate", Optional.of(mean), Optional.of("micro"))));
    manifest
        .deviations()
        .forEach(each -> fields.add(Field.of("deviation", Optional.empty(), Optional.of(each))));
    return fields;
  }

  /// The registry has its own names for suites.
  private static Field suite(PublishedScore published, RunManifest manifest) {
    String own = manifest.dataset().suite();
    boolean same =
        published.suite().equalsIgnoreCase(own)
            || manifest
                .dataset()
                .facts()
                .names()
                .filter(names -> names.published().contains(published.suite()))
                .isPresent();
    return new Field("suite", published.suite(), own, same ? Agreement.SAME : Agreement.DIFFERS);
  }

  static Optional<String> text(OptionalInt number) {
    return number.isPresent() ? Optional.of(String.valueOf(number.getAsInt())) : Optional.empty();
  }

  /// Returns measured minus published, as a share.
  public double difference() {
    return measured - published.percent() / 100;
  }

  /// Returns whether the difference may be chance.
  public boolean withinNoise() {
    double half = (interval.high() - interval.low()) / 2;
    return Math.abs(difference()) <= half + ROUNDING;
  }

  /// Returns the result in one sentence.
  public String sentence() {
    return String.format(
        Locale.ROOT,
        "%s on %s: published %.2f, measured %.2f (%+.2f points), %s the sampling noise of ±%.2f",
        published.model(),
        published.suite(),
        published.percent(),
        100 * measured,
        100 * difference(),
        withinNoise() ? "within" : "outside",
        50 * (interval.high() - interval.low()));
  }
}
