package assay.reports.statistics;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/// The chance that the answer with most votes is right when `k` of `n` attempts vote: the mean over
/// all subsets of `k` attempts.
///
/// Attempts with the same answer are a party. An attempt without an answer casts no vote, and where
/// nobody votes nothing is right. Parties with equally many votes share the win: a tie is broken at
/// random, and the mean over that is taken.
///
/// For a party of `w` attempts the chance of winning with `v` votes is a sum over how the other `k
/// - v` attempts fall to the other parties, none with more than `v`; counting them party by party
///   needs about `n k^2 log k` steps. Where that would be too much, or numbers of subsets pass the
///   range of a `double`, subsets are drawn at random from a fixed seed.
///
/// Source: X. Wang et al., "Self-Consistency Improves Chain of Thought Reasoning in Language
/// Models" (arXiv 2203.11171), for the vote.
public final class PluralityVote {
  /// How many subsets are drawn where they cannot be counted.
  public static final int DRAWS = 10_000;

  /// Where the drawing begins, for every sample alike.
  public static final long SEED = 20_261_130;

  private static final int MOST_ATTEMPTS = 1_000;
  private static final double MOST_STEPS = 3e7;

  private final List<Party> parties;
  private final int silent;
  private final int k;

  private PluralityVote(List<Party> parties, int silent, int k) {
    this.parties = parties;
    this.silent = silent;
    this.k = k;
  }

  /// Attempts with one answer.
  ///
  /// @param votes how many, at least 1
  /// @param right how many of them are right: all or none, unless a scorer judged one answer
  ///   differently from time to time
  public record Party(int votes, int right) {
    public Party {
      if (votes < 1 || right < 0 || right > votes) {
        throw new IllegalArgumentException("%d right of %d votes".formatted(right, votes));
      }
    }

    private double share() {
      return (double) right / votes;
    }
  }

  /// A chance.
  ///
  /// @param value from 0 to 1
  /// @param exact whether all subsets were counted; else subsets were drawn
  public record Chance(double value, boolean exact) {}

  /// Returns the chance for parties and silent attempts.
  ///
  /// @param k how many attempts vote, from 1 to all
  public static Chance of(List<Party> parties, int silent, int k) {
    int attempts = silent + parties.stream().mapToInt(Party::votes).sum();
    if (silent < 0 || k < 1 || k > attempts) {
      throw new IllegalArgumentException("%d of %d attempts cannot vote".formatted(k, attempts));
    }
    PluralityVote vote = new PluralityVote(List.copyOf(parties), silent, k);
    long right = parties.stream().filter(party -> party.right() > 0).count();
    double steps = (double) right * attempts * k * k * (1 + Math.log(k));
    boolean countable = attempts <= MOST_ATTEMPTS && steps <= MOST_STEPS;
    return new Chance(countable ? vote.counted(attempts) : vote.drawn(attempts), countable);
  }

  private double counted(int attempts) {
    double sum = 0;
    for (int own = 0; own < parties.size(); own++) {
      Party party = parties.get(own);
      for (int votes = 1; party.right() > 0 && votes <= Math.min(party.votes(), k); votes++) {
        double[] others = others(own, k - votes, votes);
        double wins = 0;
        for (int ties = 0; ties < others.length; ties++) {
          wins += others[ties] / (ties + 1);
        }
        sum += party.share() * subsets(party.votes(), votes) * wins;
      }
    }
    return Math.clamp(sum / subsets(attempts, k), 0, 1);
  }

  /// Returns by the number of ties how many subsets of the other attempts there are in which no
  /// other party has more votes.
  ///
  /// @param drawn size of the subsets
  /// @param most votes of a party
  private double[] others(int own, int drawn, int most) {
    double[][] ways = new double[drawn + 1][drawn / most + 1];
    for (int size = 0; size <= Math.min(silent, drawn); size++) {
      ways[size][0] = subsets(silent, size);
    }
    for (int other = 0; other < parties.size(); other++) {
      if (other != own) {
        ways = with(ways, parties.get(other).votes(), most);
      }
    }
    return ways[drawn];
  }

  private static double[][] with(double[][] before, int members, int most) {
    double[][] ways = new double[before.length][before[0].length];
    for (int votes = 0; votes <= Math.min(Math.min(members, most), before.length - 1); votes++) {
      double chosen = subsets(members, votes);
      int tie = votes == most ? 1 : 0;
      for (int size = votes; size < before.length; size++) {
        for (int ties = tie; ties < before[0].length; ties++) {
          ways[size][ties] += chosen * before[size - votes][ties - tie];
        }
      }
    }
    return ways;
  }

  private static double subsets(int of, int size) {
    double count = 1;
    for (int i = 1; i <= Math.min(size, of - size); i++) {
      count = count * (of - i + 1) / i;
    }
    return size > of ? 0 : count;
  }

  private double drawn(int attempts) {
    int[] ballots = new int[attempts]; // the party of each attempt; that many for none
    Arrays.fill(ballots, parties.size());
    int next = 0;
    for (int party = 0; party < parties.size(); party++) {
      Arrays.fill(ballots, next, next + parties.get(party).votes(), party);
      next += parties.get(party).votes();
    }
    SplittableRandom random = new SplittableRandom(SEED);
    double sum = 0;
    for (int draw = 0; draw < DRAWS; draw++) {
      int[] votes = new int[parties.size() + 1];
      for (int i = 0; i < k; i++) {
        int other = random.nextInt(i, attempts);
        int ballot = ballots[other];
        ballots[other] = ballots[i];
        ballots[i] = ballot;
        votes[ballot]++;
      }
      sum += won(votes);
    }
    return sum / DRAWS;
  }

  private double won(int[] votes) {
    int most = 0;
    int winners = 0;
    double right = 0;
    for (int party = 0; party < parties.size(); party++) {
      if (votes[party] > most) {
        most = votes[party];
        winners = 0;
        right = 0;
      }
      if (votes[party] == most && most > 0) {
        winners++;
        right += parties.get(party).share();
      }
    }
    return winners == 0 ? 0 : right / winners;
  }
}
