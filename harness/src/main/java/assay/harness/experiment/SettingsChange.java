package assay.harness.experiment;

import assay.results.GenerationSettings;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;

/// Settings that take the place of a protocol's own; each that is given is a deviation.
public record SettingsChange(
    OptionalInt maxTokens,
    OptionalDouble temperature,
    OptionalDouble topP,
    OptionalInt topK,
    OptionalLong seed,
    OptionalInt attempts) {
  /// The protocol's own settings.
  public static final SettingsChange NONE =
      new SettingsChange(
          OptionalInt.empty(),
          OptionalDouble.empty(),
          OptionalDouble.empty(),
          OptionalInt.empty(),
          OptionalLong.empty(),
          OptionalInt.empty());

  /// Returns the change to the given settings, all but the stop strings, which are the protocol's.
  public static SettingsChange to(GenerationSettings settings) {
    return new SettingsChange(
        OptionalInt.of(settings.maxTokens()),
        OptionalDouble.of(settings.temperature()),
        OptionalDouble.of(settings.topP()),
        OptionalInt.of(settings.topK()),
        OptionalLong.of(settings.seed()),
        OptionalInt.of(settings.attempts()));
  }

  /// Returns the change of the attempts alone.
  public static SettingsChange attempts(int count) {
    return new SettingsChange(
        NONE.maxTokens, NONE.temperature, NONE.topP, NONE.topK, NONE.seed, OptionalInt.of(count));
  }

  /// Returns a protocol's settings with what is changed.
  public GenerationSettings apply(GenerationSettings own) {
    return new GenerationSettings(
        maxTokens.orElse(own.maxTokens()),
        temperature.orElse(own.temperature()),
        topP.orElse(own.topP()),
        topK.orElse(own.topK()),
        seed.orElse(own.seed()),
        own.stop(),
        attempts.orElse(own.attempts()));
  }
}
