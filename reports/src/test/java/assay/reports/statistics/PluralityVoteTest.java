package assay.reports.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import assay.reports.statistics.PluralityVote.Chance;
import assay.reports.statistics.PluralityVote.Party;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class PluralityVoteTest {
  static LongStream seeds() {
    return LongStream.range(0, 60);
  }

  private record Vote(List<Party> parties, int silent, int attempts) {
    static Vote random(long seed, int most) {
      Random random = new Random(seed);
      List<Party> parties = new ArrayList<>();
      int left = 1 + random.nextInt(most);
      int attempts = left;
      int silent = random.nextInt(left + 1) / 2;
      left -= silent;
      while (left > 0) {
        int votes = 1 + random.nextInt(left);
        int right = random.nextInt(3) == 0 ? random.nextInt(votes + 1) : 0;
        parties.add(new Party(votes, random.nextInt(3) == 0 ? votes : right));
        left -= votes;
      }
      return new Vote(parties, silent, attempts);
    }
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void isTheMeanOverAllSubsetsOneByOne(long seed) {
    Vote vote = Vote.random(seed, 10);
    for (int k = 1; k <= vote.attempts(); k++) {
      Chance chance = PluralityVote.of(vote.parties(), vote.silent(), k);
      assertThat(chance.exact()).isTrue();
      assertThat(chance.value())
          .as("seed %d, k %d: %s", seed, k, vote)
          .isCloseTo(oneByOne(vote, k), within(1e-12));
    }
  }

  /// Goes through the subsets of attempts and counts each by hand.
  private static double oneByOne(Vote vote, int k) {
    List<Integer> ballots = new ArrayList<>();
    for (int party = 0; party < vote.parties().size(); party++) {
      for (int i = 0; i < vote.parties().get(party).votes(); i++) {
        ballots.add(party);
      }
    }
    int subsets = 0;
    double sum = 0;
    for (int set = 0; set < 1 << vote.attempts(); set++) {
      if (Integer.bitCount(set) == k) {
        subsets++;
        int[] votes = new int[vote.parties().size()];
        for (int i = 0; i < ballots.size(); i++) {
          if ((set >> i & 1) == 1) {
            votes[ballots.get(i)]++;
          }
        }
        sum += shareOfWinners(votes, vote.parties());
      }
    }
    return sum / subsets;
  }

  private static double shareOfWinners(int[] votes, List<Party> parties) {
    int most = 0;
    for (int each : votes) {
      most = Math.max(most, each);
    }
    double right = 0;
    int winners = 0;
    for (int party = 0; party < votes.length && most > 0; party++) {
      if (votes[party] == most) {
        winners++;
        right += (double) parties.get(party).right() / parties.get(party).votes();
      }
    }
    return winners == 0 ? 0 : right / winners;
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void oneVoteIsTheMean(long seed) {
    Vote vote = Vote.random(seed, 40);
    double right = vote.parties().stream().mapToInt(Party::right).sum();
    assertThat(PluralityVote.of(vote.parties(), vote.silent(), 1).value())
        .isCloseTo(right / vote.attempts(), within(1e-12));
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void allVotesAreCountedOnce(long seed) {
    Vote vote = Vote.random(seed, 40);
    int[] votes = vote.parties().stream().mapToInt(Party::votes).toArray();
    assertThat(PluralityVote.of(vote.parties(), vote.silent(), vote.attempts()).value())
        .isCloseTo(shareOfWinners(votes, vote.parties()), within(1e-12));
  }

  @Test
  void aTieIsSharedAndSilenceNeverWins() {
    List<Party> tie = List.of(new Party(2, 2), new Party(2, 0));
    assertThat(PluralityVote.of(tie, 0, 4).value()).isEqualTo(0.5);
    // Five of seven say nothing; the two that vote decide.
    assertThat(PluralityVote.of(List.of(new Party(2, 2)), 5, 7).value()).isEqualTo(1);
    assertThat(PluralityVote.of(List.of(), 5, 3).value()).isZero();
  }

  @Test
  void whatCannotBeCountedIsDrawn() {
    List<Party> parties = List.of(new Party(330, 330), new Party(320, 0), new Party(150, 0));
    Chance drawn = PluralityVote.of(parties, 201, 200);
    assertThat(drawn.exact()).isFalse();
    assertThat(PluralityVote.of(parties, 201, 200)).isEqualTo(drawn);
    // With one vote the chance is known: 330 of 1001, whose drawing errs by 0.0047.
    Chance one = PluralityVote.of(parties, 201, 1);
    assertThat(one.exact()).isFalse();
    assertThat(one.value()).isCloseTo(330.0 / 1_001, within(0.02));
  }

  @Test
  void sixtyFourAttemptsAreCounted() {
    List<Party> parties = new ArrayList<>();
    parties.add(new Party(20, 20));
    for (int other = 0; other < 40; other++) {
      parties.add(new Party(1, 0));
    }
    Chance chance = PluralityVote.of(parties, 4, 32);
    assertThat(chance.exact()).isTrue();
    // Ten of the twenty are expected among 32, and no other answer can have more than one vote.
    assertThat(chance.value()).isCloseTo(1, within(1e-6));
  }

  @Test
  void moreVotesThanAttemptsAreRefused() {
    assertThatThrownBy(() -> PluralityVote.of(List.of(new Party(2, 1)), 1, 4))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("4 of 3 attempts cannot vote");
  }
}
