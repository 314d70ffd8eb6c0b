package assay.engine.execute;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class TeamTest {
  @Test
  void everyWorkerRunsEachPieceOnce() {
    try (Team team = new Team(3)) {
      AtomicIntegerArray times = new AtomicIntegerArray(3);
      for (int round = 0; round < 2000; round++) {
        team.run(worker -> times.incrementAndGet(worker.index()));
      }
      assertThat(team.workers()).hasSize(3);
      for (int i = 0; i < 3; i++) {
        assertThat(times.get(i)).isEqualTo(2000);
      }
    }
  }

  @Test
  void claimsEachChunkOnceBetweenTwoMeetings() {
    int[] sums = new int[1000];
    try (Team team = new Team(4)) {
      team.run(
          worker -> {
            for (int step = 1; step <= 50; step++) {
              for (int i = worker.claim(); i < sums.length; i = worker.claim()) {
                sums[i] += step;
              }
              worker.meet();
            }
          });
    }
    assertThat(sums).containsOnly(50 * 51 / 2);
  }

  @Test
  void allSeeAfterAMeetingWhatEachWroteBefore() {
    int[] written = new int[3];
    AtomicInteger wrong = new AtomicInteger();
    try (Team team = new Team(3)) {
      team.run(
          worker -> {
            for (int step = 0; step < 5000; step++) {
              written[worker.index()] = step;
              worker.meet();
              if (written[0] + written[1] + written[2] != 3 * step) {
                wrong.incrementAndGet();
              }
              worker.meet();
            }
          });
    }
    assertThat(wrong.get()).isZero();
  }

  @Test
  void sharesCoverEverythingOnce() {
    for (int parts = 1; parts <= 5; parts++) {
      for (int count : new int[] {0, 1, 4, 5, 17, Integer.MAX_VALUE}) {
        int next = 0;
        for (int index = 0; index < parts; index++) {
          Share share = new Share(index, parts);
          assertThat(share.start(count)).isEqualTo(next);
          next = share.end(count);
        }
        assertThat(next).isEqualTo(count);
      }
    }
  }

  @Test
  void handsOnWhatAWorkerThrowsWhileOthersWaitForIt() {
    try (Team team = new Team(3)) {
      for (int failing = 0; failing < 3; failing++) {
        int index = failing;
        assertThatThrownBy(
                () ->
                    team.run(
                        worker -> {
                          worker.meet();
                          if (worker.index() == index) {
                            throw new IllegalStateException("worker " + index);
                          }
                          worker.meet();
                        }))
            .isInstanceOf(IllegalStateException.class)
            .hasMessage("worker " + index);
      }
      AtomicInteger done = new AtomicInteger();
      team.run(
          worker -> {
            worker.meet();
            done.incrementAndGet();
          });
      assertThat(done.get()).isEqualTo(3);
    }
  }

  @Test
  void forgetsFailuresOfWorkThatHasEnded() {
    try (Team team = new Team(2)) {
      Team.Work failing =
          worker -> {
            throw new IllegalStateException("worker " + worker.index());
          };
      assertThatThrownBy(() -> team.run(failing)).hasMessageStartingWith("worker ");
      AtomicInteger done = new AtomicInteger();
      team.run(_ -> done.incrementAndGet());
      assertThat(done.get()).isEqualTo(2);
    }
  }

  @Test
  void refusesWorkOnceClosed() {
    Team team = new Team(2);
    team.close();
    assertThatThrownBy(() -> team.run(_ -> {})).hasMessage("the team is closed");
    assertThatThrownBy(() -> new Team(0).close())
        .hasMessage("a team needs at least 1 thread, not 0");
  }
}
