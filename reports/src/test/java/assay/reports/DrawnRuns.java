package assay.reports;

import assay.reports.run.RunRecords;
import assay.results.Draw;
import assay.results.Draw.Stratum;
import assay.results.RunManifest;
import assay.results.SampleRecord;
import assay.results.Score;
import assay.results.SelectedRows;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;

/// A population whose samples come in copies, and the draw of one of each: whatever is weighed
/// rightly comes to the same over both.
///
/// Of easy samples every drawn one has seven copies more, of hard ones it has one.
public final class DrawnRuns {
  private static final String PROTOCOL = "math-500/generic";
  private static final int PAIRS = 20;
  private static final int EASY_COPIES = 8;
  private static final int HARD_COPIES = 2;

  private DrawnRuns() {}

  /// Returns the run over all samples.
  ///
  /// @param skill chance of an easy sample's right answer; a hard one has a third of it
  public static RunRecords whole(String name, double skill, int attempts) {
    return run(name, records(skill, attempts, true), Optional.empty());
  }

  /// Returns the run over those that were drawn.
  public static RunRecords drawn(String name, double skill, int attempts) {
    return run(name, records(skill, attempts, false), Optional.of(draw()));
  }

  /// Returns the draw: one of eight easy samples and one of two hard ones.
  public static Draw draw() {
    List<String> easy = new ArrayList<>();
    List<String> hard = new ArrayList<>();
    for (int pair = 0; pair < PAIRS; pair++) {
      easy.add("q" + 10 * (2 * pair));
      hard.add("q" + 10 * (2 * pair + 1));
    }
    return new Draw(
        "category",
        0,
        List.of(
            new Stratum("easy", PAIRS * EASY_COPIES, easy),
            new Stratum("hard", PAIRS * HARD_COPIES, hard)));
  }

  private static RunRecords run(String name, List<SampleRecord> records, Optional<Draw> draw) {
    RunManifest manifest = TestRuns.manifest(name, PROTOCOL, records);
    SelectedRows selected = new SelectedRows(draw.map(Draw::words).orElse("all"), draw);
    return TestRuns.of(
        name,
        manifest.over(
            manifest.dataset().select(selected, manifest.dataset().rows()), manifest.deviations()),
        records);
  }

  private static List<SampleRecord> records(double skill, int attempts, boolean all) {
    List<SampleRecord> records = new ArrayList<>();
    for (int group = 0; group < 2 * PAIRS; group++) {
      boolean easy = group % 2 == 0;
      int copies = easy ? EASY_COPIES : HARD_COPIES;
      for (int copy = 0; copy < (all ? copies : 1); copy++) {
        List<Score> scores = scores(group, easy ? skill : skill / 3, attempts);
        for (int attempt = 0; attempt < attempts; attempt++) {
          SampleRecord record =
              TestRuns.record(
                  10 * group + copy,
                  attempt,
                  easy ? "easy" : "hard",
                  "text",
                  Map.of("math/sound", scores.get(attempt)));
          records.add(all ? record : at(group, record));
        }
      }
    }
    return records;
  }

  private static List<Score> scores(int group, double chance, int attempts) {
    SplittableRandom random = new SplittableRandom(group);
    List<Score> scores = new ArrayList<>();
    for (int attempt = 0; attempt < attempts; attempt++) {
      boolean right = random.nextDouble() < chance;
      String wrong = Integer.toString(random.nextInt(2));
      scores.add(right ? new Score.Correct("7", "equal") : new Score.Wrong(wrong, "equal", ""));
    }
    return scores;
  }

  /// Returns the record at its position among those that were drawn.
  private static SampleRecord at(int position, SampleRecord record) {
    return new SampleRecord(
        position,
        record.attempt(),
        record.sample(),
        record.prompt(),
        record.outcome(),
        record.scores());
  }
}
