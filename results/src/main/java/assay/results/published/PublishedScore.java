package assay.results.published;

import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;

/// One figure that a source printed for one model on one suite.
///
/// @param model the model's published name
/// @param kind whether it is a base model or an instruction-tuned one
/// @param suite such as `mmlu-pro`, `math` (all 5,000 test problems), `math-500` or `livecodebench`
/// @param percent the figure as printed, in percent
/// @param n how many items the suite has, where the source leaves no doubt
/// @param conditions how it was measured, as far as the source says
/// @param provenance who says so
public record PublishedScore(
    String model,
    Kind kind,
    String suite,
    double percent,
    OptionalInt n,
    Conditions conditions,
    Provenance provenance) {

  public PublishedScore {
    Objects.requireNonNull(model);
    Objects.requireNonNull(kind);
    Objects.requireNonNull(suite);
    if (!(percent >= 0 && percent <= 100)) {
      throw new IllegalArgumentException("percent must be between 0 and 100, found " + percent);
    }
    Objects.requireNonNull(n);
    Objects.requireNonNull(conditions);
    Objects.requireNonNull(provenance);
  }

  /// Whether a model was tuned to follow instructions.
  public enum Kind {
    /// Only pre-trained.
    BASE,
    /// Tuned for instructions, chat or reasoning.
    INSTRUCT
  }

  /// How a figure was measured. Absent means that the source does not state it.
  ///
  /// @param shots worked examples in the prompt
  /// @param prompt name or kind of the prompt
  /// @param sampling temperature, samples and limits
  /// @param window dates or release of a dated suite
  /// @param extractor how the answer was found and graded
  /// @param aggregate whether subjects were averaged (`macro`) or questions (`micro`)
  public record Conditions(
      OptionalInt shots,
      Optional<String> prompt,
      Optional<String> sampling,
      Optional<String> window,
      Optional<String> extractor,
      Optional<String> aggregate) {
    public Conditions {
      Objects.requireNonNull(shots);
      Objects.requireNonNull(prompt);
      Objects.requireNonNull(sampling);
      Objects.requireNonNull(window);
      Objects.requireNonNull(extractor);
      Objects.requireNonNull(aggregate);
    }
  }

  /// Who printed a figure.
  ///
  /// @param date when, as `yyyy-MM-dd` or `yyyy-MM`
  /// @param source where
  /// @param note what a reader must know besides, or empty
  /// @param checked whether the figure was found in a stored copy of the source
  public record Provenance(
      Optional<String> date, ScoreSource source, String note, boolean checked) {
    public Provenance {
      Objects.requireNonNull(date);
      Objects.requireNonNull(source);
      Objects.requireNonNull(note);
    }
  }
}
