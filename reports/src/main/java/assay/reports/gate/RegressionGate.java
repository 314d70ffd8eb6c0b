package assay.reports.gate;

import assay.reports.compare.Alignment;
import assay.reports.statistics.GroupSequentialTest;
import assay.reports.statistics.Interval;
import assay.reports.statistics.PairedDifference;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.stream.DoubleStream;

/// Decides whether a candidate is no worse than a baseline by more than a margin.
///
/// The statistic is the paired difference (candidate minus baseline) plus the margin over its
/// standard error. The gate passes where it is so large that a drop of the whole margin is refuted,
/// which is the lower bound of the difference lying above minus the margin, and reports a
/// regression where it is so small that every drop within the margin is refuted. Either error has
/// the stated rate. Between the two nothing is decided, and the gate does not open.
///
/// With several looks the samples come in random order, a look is taken after each equal part, and
/// the gate stops at the first decision ([GroupSequentialTest]). Of samples that were drawn at
/// different rates each difference counts as often as its sample does in the score. A gate that may
/// look at any time decides by evidence instead, after whichever sample it is enough
/// ([AnytimeGate]): it needs no plan, stops sooner where the data are clear, and decides less often
/// where they hardly suffice.
///
/// @param margin the drop that is tolerated, as a share from 0 to 1
/// @param rate one-sided error rate of either decision
/// @param looks how often the data may be looked at, at least 1; of a gate that may look at any
///   time in how many parts a model is asked
/// @param anytime whether it may look at any time
public record RegressionGate(double margin, double rate, int looks, boolean anytime) {
  private static final int FEWEST_FIRST_LOOK = 20;

  public RegressionGate {
    if (!(margin >= 0 && margin < 1) || !(rate > 0 && rate < 0.5) || looks < 1) {
      throw new IllegalArgumentException(
          "margin %s, rate %s, looks %d: expected 0 to 1, 0 to 0.5, and at least 1"
              .formatted(margin, rate, looks));
    }
  }

  /// Creates a gate that looks as planned.
  ///
  /// @throws IllegalArgumentException as the other constructor
  public RegressionGate(double margin, double rate, int looks) {
    this(margin, rate, looks, false);
  }

  /// What the gate says.
  public enum Decision {
    /// A drop of the margin or more is refuted.
    PASS,
    /// The drop surely exceeds the margin.
    REGRESSION,
    /// Neither is sure with these samples.
    UNDECIDED
  }

  /// The gate's decision and the look at which it fell.
  ///
  /// @param decision what it says
  /// @param difference candidate minus baseline over the samples used
  /// @param bounds one-sided bounds of the difference at the look's critical value: the lower one
  ///   decides a pass, the upper one a regression
  /// @param used samples looked at
  /// @param available samples that there are
  /// @param look the look at which it was decided, from 1; 0 where the gate ended before it looked
  public record GateOutcome(
      Decision decision, double difference, Interval bounds, int used, int available, int look) {
    public GateOutcome {
      Objects.requireNonNull(decision);
      Objects.requireNonNull(bounds);
    }

    /// Returns what is known before anything was looked at.
    ///
    /// @param available samples that there are
    /// @param look its number, or 0
    public static GateOutcome ofNothing(int available, int look) {
      return new GateOutcome(Decision.UNDECIDED, 0, new Interval(-1, 1), 0, available, look);
    }

    /// Returns the samples that did not have to be looked at.
    public int saved() {
      return available - used;
    }
  }

  /// Returns the looks at this many samples, at least one; one plan serves any number of runs.
  ///
  /// @throws IllegalArgumentException if there are no samples
  public Plan plan(int samples) {
    if (samples < 1) {
      throw new IllegalArgumentException("a gate needs at least one sample");
    }
    double[] fractions = fractions(samples);
    double[] critical =
        anytime ? new double[0] : GroupSequentialTest.criticalValues(rate, fractions);
    return new Plan(this, samples, fractions, critical);
  }

  /// Returns how often so many samples are looked at: fewer than asked where a look would see
  /// hardly any.
  int looksAt(int samples) {
    int fewest = anytime ? 1 : FEWEST_FIRST_LOOK;
    return Math.max(1, Math.min(looks, samples / fewest));
  }

  /// Returns what one look decides.
  ///
  /// @param looked differences in their order
  /// @param used how many of them it sees
  /// @param critical its critical value
  /// @param available samples that there are
  /// @param look its number, from 1
  GateOutcome judge(LookedAt looked, int used, double critical, int available, int look) {
    if (used == 0) {
      return GateOutcome.ofNothing(available, look);
    }
    Moments moments = Moments.of(looked, used);
    double statistic = (moments.mean + margin) / moments.error;
    Decision decision = Decision.UNDECIDED;
    if (statistic >= critical) {
      decision = Decision.PASS;
    } else if (statistic <= -critical) {
      decision = Decision.REGRESSION;
    }
    double half = critical * moments.error;
    Interval bounds =
        new Interval(Math.max(-1, moments.mean - half), Math.min(1, moments.mean + half));
    return new GateOutcome(decision, moments.observed, bounds, used, available, look);
  }

  /// When the gate looks, and where it decides.
  public static final class Plan {
    private final RegressionGate gate;
    private final int samples;
    private final double[] fractions;
    private final double[] critical;

    private Plan(RegressionGate gate, int samples, double[] fractions, double[] critical) {
      this.gate = gate;
      this.samples = samples;
      this.fractions = fractions;
      this.critical = critical;
    }

    /// Decides from the differences of all samples, in the order in which they are looked at.
    ///
    /// @param differences candidate's share of right answers minus baseline's, for each of samples
    ///   that all count the same
    public GateOutcome decide(double[] differences) {
      return decide(new LookedAt(DoubleStream.of(differences).boxed().toList(), 1));
    }

    GateOutcome decide(LookedAt looked) {
      if (looked.values().size() != samples) {
        throw new IllegalArgumentException(
            "%d differences in a plan for %d samples".formatted(looked.values().size(), samples));
      }
      if (gate.anytime()) {
        return AnytimeGate.decide(gate, looked);
      }
      GateOutcome outcome = look(looked, 0);
      for (int look = 1;
          look < critical.length && outcome.decision() == Decision.UNDECIDED;
          look++) {
        outcome = look(looked, look);
      }
      return outcome;
    }

    private GateOutcome look(LookedAt looked, int look) {
      int used = (int) Math.round(fractions[look] * samples);
      return gate.judge(looked, used, critical[look], samples, look + 1);
    }
  }

  private double[] fractions(int samples) {
    int most = looksAt(samples);
    double[] fractions = new double[most];
    for (int look = 1; look <= most; look++) {
      fractions[look - 1] = (double) Math.round((double) samples * look / most) / samples;
    }
    return fractions;
  }

  /// Mean and standard error of the first differences. As in [PairedDifference#intervalOfPairs] one
  /// discordant pair is added to either side, so that few samples never look certain; of samples
  /// that count differently it is one that counts most.
  private record Moments(double observed, double mean, double error) {

    static Moments of(LookedAt looked, int used) {
      double sum = 0;
      double squares = 2 * looked.largest() * looked.largest();
      for (double difference : looked.values().subList(0, used)) {
        sum += difference;
        squares += difference * difference;
      }
      double items = used + 2.0;
      double mean = sum / items;
      double error = Math.sqrt((squares / items - mean * mean) / items);
      return new Moments(sum / used, mean, error);
    }
  }

  /// Returns aligned samples in a random order that depends on nothing but their ids and the seed.
  static List<Alignment.Pair> shuffled(List<Alignment.Pair> pairs, long seed) {
    return pairs.stream().sorted(Comparator.comparing(Alignment.Pair::id, order(seed))).toList();
  }

  /// Returns a random order of ids that depends on nothing but the ids and the seed.
  static Comparator<String> order(long seed) {
    return Comparator.<String>comparingLong(
            id -> new SplittableRandom(seed ^ id.hashCode()).nextLong())
        .thenComparing(Comparator.naturalOrder());
  }
}
