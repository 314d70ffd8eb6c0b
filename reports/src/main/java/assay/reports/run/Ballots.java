package assay.reports.run;

import assay.reports.statistics.PluralityVote.Party;
import assay.results.Digests;
import assay.results.Draw;
import assay.results.Draw.Stratum;
import assay.results.RunManifest;
import assay.results.SampleRecord;
import assay.results.Score;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/// Reads a run's attempts as votes.
public final class Ballots {
  // An answer that is a program would fill the memory; its digest tells it from others as well.
  private static final int LONGEST = 200;

  private final String scorer;
  private final AnswerLikeness likeness;
  private final Map<String, Stratum> strata;
  private final Map<Integer, Building> samples = new TreeMap<>();

  private Ballots(RunManifest manifest, String scorer, AnswerLikeness likeness) {
    this.strata = manifest.dataset().selected().draw().map(Draw::strataById).orElse(Map.of());
    this.scorer = scorer;
    this.likeness = likeness;
  }

  /// Reads the records once.
  ///
  /// @param scorer whose answers vote
  /// @param likeness which of its answers are the same
  /// @return one ballot for each sample, in the run's order
  public static List<Ballot> of(RunRecords run, String scorer, AnswerLikeness likeness) {
    Ballots ballots = new Ballots(run.manifest(), scorer, likeness);
    try (Stream<SampleRecord> records = run.source().skim()) {
      for (Iterator<SampleRecord> each = records.iterator(); each.hasNext(); ) {
        SampleRecord record = each.next();
        ballots
            .samples
            .computeIfAbsent(record.index(), index -> ballots.new Building(record))
            .add(record.scores().get(scorer));
      }
    }
    return ballots.samples.values().stream().map(Building::build).toList();
  }

  private final class Building {
    private final String id;
    private final String digest;
    private final Map<String, Party> answers = new TreeMap<>();
    private int silent;
    private double partly;
    private int unmeasured;

    Building(SampleRecord record) {
      id = record.sample().id();
      digest = record.sample().digest();
    }

    void add(Score score) {
      partly += score instanceof Score.Correct ? 0 : Verdict.of(score).credit();
      switch (score) {
        case Score.Correct right -> vote(right.answer(), 1);
        case Score.Wrong wrong when wrong.answer().isBlank() -> silent++;
        case Score.Wrong wrong -> vote(wrong.answer(), 0);
        case Score.NoAnswer none -> silent++;
        case Score.NotMeasured lost -> unmeasured++;
      }
    }

    private void vote(String answer, int right) {
      String text = answer.strip();
      String key = text.length() > LONGEST ? Digests.ofText(text) : text;
      answers.merge(key, new Party(1, right), Ballots::joined);
    }

    Ballot build() {
      List<Party> texts = List.copyOf(answers.values());
      return new Ballot(
          id,
          digest,
          texts,
          classes(),
          silent,
          partly,
          unmeasured,
          Optional.ofNullable(strata.get(id)));
    }

    /// What is right equals the target, and so each other; what is wrong is held against the first
    /// wrong answer of each class.
    private List<Party> classes() {
      Map<String, Party> wrong = new TreeMap<>();
      List<Party> classes = new ArrayList<>();
      answers.values().stream()
          .filter(party -> party.right() > 0)
          .reduce(Ballots::joined)
          .ifPresent(classes::add);
      answers.forEach(
          (text, party) -> {
            if (party.right() == 0) {
              String first =
                  wrong.keySet().stream()
                      .filter(other -> likeness.same(scorer, other, text))
                      .findFirst()
                      .orElse(text);
              wrong.merge(first, party, Ballots::joined);
            }
          });
      classes.addAll(wrong.values());
      return classes;
    }
  }

  private static Party joined(Party one, Party other) {
    return new Party(one.votes() + other.votes(), one.right() + other.right());
  }
}
