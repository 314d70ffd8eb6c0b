package assay.engine.decoding;

import static assay.engine.decoding.Ranges.require;

import java.util.OptionalInt;

/// What makes tokens less likely that the text already has. Applied to the logits in F32, in the
/// order of the components, as vLLM does.
///
/// Sources: Keskar et al., "CTRL", 2019, section 4.1 (repetition; the sign rule is that of Hugging
/// Face Transformers); OpenAI, API reference, "frequency and presence penalties": `logit - count *
/// frequency - (count > 0 ? presence : 0)`.
///
/// @param repetition divides a positive logit and multiplies a negative one, once however often the
///   token came, in the prompt or behind it; above 0, 1 switches it off
/// @param frequency subtracted for each time that the token was generated; the prompt does not
///   count, as in vLLM; any number, 0 switches it off
/// @param presence subtracted once if the token was generated; the prompt does not count; any
///   number, 0 switches it off
/// @param window only that many of the last tokens count, at least 1: for repetition the last of
///   prompt and continuation, for the others the last generated; empty counts all, as Transformers
///   and vLLM do
public record Penalties(double repetition, double frequency, double presence, OptionalInt window) {
  /// Penalises nothing.
  public static final Penalties NONE = new Penalties(1, 0, 0, OptionalInt.empty());

  /// Checks the ranges.
  ///
  /// @throws IllegalArgumentException if a value is out of its range
  public Penalties {
    require(
        repetition > 0 && repetition < Double.POSITIVE_INFINITY,
        "repetition",
        "a number above 0",
        repetition);
    require(Double.isFinite(frequency), "frequency", "a number", frequency);
    require(Double.isFinite(presence), "presence", "a number", presence);
    require(window.isEmpty() || window.getAsInt() >= 1, "window", "at least 1", window.orElse(0));
  }

  /// Returns whether no logit is ever changed.
  boolean none() {
    return repetition == 1 && frequency == 0 && presence == 0;
  }
}
