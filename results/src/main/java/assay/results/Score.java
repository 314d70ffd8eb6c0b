package assay.results;

import java.util.Objects;
import java.util.Optional;

/// The verdict of one scorer on one completion.
///
/// [Correct], [Wrong] and [NoAnswer] are measurements; the last two count as wrong. [NotMeasured]
/// is no verdict on the model: it leaves the mean, is counted, and bounds the score from both
/// sides.
public sealed interface Score {

  /// The answer is right.
  ///
  /// @param answer what was extracted from the completion
  /// @param rule the rule that found or accepted it
  /// @param place where the rule read it in the completion, where the rule says so
  record Correct(String answer, String rule, Optional<Reasoning.Span> place) implements Score {
    public Correct {
      Objects.requireNonNull(answer);
      Require.text(rule, "rule");
      Objects.requireNonNull(place);
    }

    /// Returns the verdict of a rule that does not say where it read.
    public Correct(String answer, String rule) {
      this(answer, rule, Optional.empty());
    }
  }

  /// An answer was found and it is wrong, or right in part.
  ///
  /// @param answer what was extracted from the completion
  /// @param rule the rule that found or refused it
  /// @param detail what a reader wants to know beyond that, such as the first failing test, or
  ///   empty
  /// @param place where the rule read it in the completion, where the rule says so
  /// @param part how much of it is right, where a part of the targets counts for something
  record Wrong(
      String answer,
      String rule,
      String detail,
      Optional<Reasoning.Span> place,
      Optional<Part> part)
      implements Score {
    public Wrong {
      Objects.requireNonNull(answer);
      Require.text(rule, "rule");
      Objects.requireNonNull(detail);
      Objects.requireNonNull(place);
      Objects.requireNonNull(part);
    }

    /// Returns the verdict on an answer that is wrong in full.
    public Wrong(String answer, String rule, String detail, Optional<Reasoning.Span> place) {
      this(answer, rule, detail, place, Optional.empty());
    }

    /// Returns the verdict of a rule that does not say where it read.
    public Wrong(String answer, String rule, String detail) {
      this(answer, rule, detail, Optional.empty());
    }
  }

  /// Some of several targets.
  ///
  /// @param found at least one, and not all
  /// @param wanted how many there are
  record Part(int found, int wanted) {
    public Part {
      if (found < 1 || found >= wanted) {
        throw new IllegalArgumentException("%d of %d is no part".formatted(found, wanted));
      }
    }

    /// Returns the share, between 0 and 1.
    public double share() {
      return (double) found / wanted;
    }
  }

  /// No rule found an answer in the completion. Counts as wrong.
  record NoAnswer(String detail) implements Score {
    public NoAnswer {
      Objects.requireNonNull(detail);
    }
  }

  /// Nothing can be said about the answer.
  record NotMeasured(Cause cause, String detail) implements Score {
    public NotMeasured {
      Objects.requireNonNull(cause);
      Objects.requireNonNull(detail);
    }
  }

  /// Returns whether the completion was measured at all.
  default boolean measured() {
    return !(this instanceof NotMeasured);
  }

  /// Returns whether the answer is right.
  default boolean correct() {
    return this instanceof Correct;
  }

  /// Returns the extracted answer, or empty text where there is none.
  default String answerText() {
    return switch (this) {
      case Correct correct -> correct.answer();
      case Wrong wrong -> wrong.answer();
      case NoAnswer none -> "";
      case NotMeasured unmeasured -> "";
    };
  }

  /// Returns the rule that decided, or empty text where none did.
  default String ruleName() {
    return switch (this) {
      case Correct correct -> correct.rule();
      case Wrong wrong -> wrong.rule();
      case NoAnswer none -> "";
      case NotMeasured unmeasured -> "";
    };
  }

  /// Returns where the extracted answer was read in the completion, where the rule said so.
  default Optional<Reasoning.Span> place() {
    return Optional.empty();
  }

  /// Returns the same verdict with the place of its answer; one without an answer has none.
  default Score at(Reasoning.Span read) {
    return switch (this) {
      case Correct correct -> new Correct(correct.answer(), correct.rule(), Optional.of(read));
      case Wrong wrong ->
          new Wrong(wrong.answer(), wrong.rule(), wrong.detail(), Optional.of(read), wrong.part());
      case NoAnswer none -> none;
      case NotMeasured unmeasured -> unmeasured;
    };
  }

  /// Returns the one-word verdict of files and tables: `correct`, `wrong`, `no-answer` or
  /// `not-measured`.
  default String verdict() {
    return switch (this) {
      case Correct correct -> "correct";
      case Wrong wrong -> "wrong";
      case NoAnswer none -> "no-answer";
      case NotMeasured unmeasured -> "not-measured";
    };
  }
}
