package assay.harness.disagreement;

import assay.harness.run.Judging;
import assay.results.Completion;
import assay.results.Reasoning;
import assay.results.Sample;
import assay.results.SampleRecord;
import assay.results.Score;
import assay.scorers.catalog.Scorers;
import assay.scorers.choice.ChoiceScorer;
import assay.scorers.choice.ScannedText;
import java.util.List;
import java.util.Optional;

/// One attempt on which two scorers differ.
///
/// @param record the attempt
/// @param first what the first scorer says
/// @param second what the second one says
/// @param reason why they differ
public record Disagreement(SampleRecord record, Side first, Side second, Reason reason) {

  /// Why two scorers differ.
  public enum Reason {
    /// One of them says nothing about the attempt.
    NOT_MEASURED("not measured by one"),
    /// One of them finds no answer in the completion.
    NO_ANSWER("no answer found by one"),
    /// They take different answers from the completion.
    EXTRACTION("different answers extracted"),
    /// They take the same answer and judge it differently.
    EQUIVALENCE("same answer, judged differently"),
    /// A program fails in the official harness and passes with real input and output.
    OFFICIAL_ARTEFACT("artefact of the official harness: the program passes on its own"),
    /// A program passes in the official harness alone.
    OFFICIAL_ONLY("passes in the official harness only"),
    /// A program is judged differently by scorers of one kind.
    EXECUTION("executed with different results");

    private final String words;

    Reason(String words) {
      this.words = words;
    }

    /// Returns the words that lists show.
    String words() {
      return words;
    }
  }

  /// The verdict of one scorer.
  ///
  /// @param place where in the completion the answer stands, if that can be told
  public record Side(String scorer, Score score, Optional<Reasoning.Span> place) {}

  /// Returns how the scorers differ on the attempt, or empty where they agree.
  ///
  /// @param answers whether different answers of the same verdict count too
  public static Optional<Disagreement> of(
      SampleRecord record, String first, String second, boolean answers) {
    Score one = score(record, first);
    Score other = score(record, second);
    boolean sameAnswer = one.answerText().strip().equals(other.answerText().strip());
    if (one.verdict().equals(other.verdict()) && (sameAnswer || !answers)) {
      return Optional.empty();
    }
    Reason reason =
        first.startsWith("code/") && one.measured() && other.measured()
            ? ofCode(first, one, second, other)
            : ofText(one, other, sameAnswer);
    return Optional.of(
        new Disagreement(
            record,
            new Side(first, one, place(record, first, one)),
            new Side(second, other, place(record, second, other)),
            reason));
  }

  /// Returns whether the scorer's verdict is in the record or can be made from it.
  public static boolean available(SampleRecord record, String scorer) {
    return record.scores().containsKey(scorer) || Scorers.named(scorer).isPresent();
  }

  private static Score score(SampleRecord record, String name) {
    Score stored = record.scores().get(name);
    if (stored != null) {
      return stored;
    }
    if (record.primaryScore() instanceof Score.NotMeasured unmeasured) {
      return unmeasured;
    }
    return Judging.by(List.of(Scorers.named(name).orElseThrow()))
        .scores(record.sample(), record.outcome())
        .get(name);
  }

  private static Reason ofCode(String first, Score one, String second, Score other) {
    boolean firstOfficial = first.startsWith("code/official");
    if (firstOfficial == second.startsWith("code/official")) {
      return Reason.EXECUTION;
    }
    Score official = firstOfficial ? one : other;
    Score real = firstOfficial ? other : one;
    if (official.correct() == real.correct()) {
      return Reason.EXECUTION;
    }
    return real.correct() ? Reason.OFFICIAL_ARTEFACT : Reason.OFFICIAL_ONLY;
  }

  private static Reason ofText(Score one, Score other, boolean sameAnswer) {
    if (!one.measured() || !other.measured()) {
      return Reason.NOT_MEASURED;
    }
    if (one instanceof Score.NoAnswer || other instanceof Score.NoAnswer) {
      return Reason.NO_ANSWER;
    }
    return sameAnswer ? Reason.EQUIVALENCE : Reason.EXTRACTION;
  }

  /// The exact span where the scorer tells it, else the last place where the answer stands.
  private static Optional<Reasoning.Span> place(SampleRecord record, String name, Score score) {
    String answer = score.answerText();
    if (!(record.outcome() instanceof Completion completion) || answer.isEmpty()) {
      return Optional.empty();
    }
    if (score.place().isPresent()) {
      return score.place();
    }
    if (Scorers.named(name).orElse(null) instanceof ChoiceScorer choice) {
      return choice
          .extract(ScannedText.of(completion), options(record.sample()))
          .map(found -> new Reasoning.Span(found.start(), found.end()));
    }
    int start = completion.text().lastIndexOf(answer);
    return start < 0
        ? Optional.empty()
        : Optional.of(new Reasoning.Span(start, start + answer.length()));
  }

  private static List<String> options(Sample sample) {
    return sample.extras() instanceof Sample.Choices choices ? choices.options() : List.of();
  }
}
