package assay.tasks;

import assay.results.GenerationSettings;
import assay.results.Prompt;
import assay.results.Sample;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/// A protocol whose prompt is made of the sample, whatever the model's tokenizer.
///
/// @param name such as `gsm8k/boxed`
/// @param version which changes whenever a prompt, a setting or a scoring rule does
/// @param settings that it prescribes
/// @param scorers their names, its own first
/// @param materials the SHA-256 (hex) of each file besides the data that the prompts are made of
/// @param prompt what is sent for a sample
public record SampleProtocol(
    String name,
    String version,
    GenerationSettings settings,
    List<String> scorers,
    Map<String, String> materials,
    Function<Sample, Prompt> prompt)
    implements Protocol {
  public SampleProtocol {
    Objects.requireNonNull(name);
    Objects.requireNonNull(version);
    Objects.requireNonNull(settings);
    scorers = List.copyOf(scorers);
    materials = Map.copyOf(materials);
    Objects.requireNonNull(prompt);
  }

  /// Returns the first version of a protocol whose prompts are made of nothing but the sample.
  public SampleProtocol(
      String name,
      GenerationSettings settings,
      List<String> scorers,
      Function<Sample, Prompt> prompt) {
    this(name, "1", settings, scorers, Map.of(), prompt);
  }

  /// Returns the protocol with a file of worked examples.
  ///
  /// @param digest SHA-256 (hex) of the file
  public SampleProtocol withShots(String digest) {
    return new SampleProtocol(name, version, settings, scorers, Map.of("shots", digest), prompt);
  }

  /// Returns the protocol as a later version, after a rule has changed.
  public SampleProtocol inVersion(String later) {
    return new SampleProtocol(name, later, settings, scorers, materials, prompt);
  }

  @Override
  public Prompt render(Sample sample, Optional<TokenCounter> counter) {
    return prompt.apply(sample);
  }
}
