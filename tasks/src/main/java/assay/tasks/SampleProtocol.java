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
/// @param settings that it prescribes
/// @param scorers their names, its own first
/// @param materials the SHA-256 (hex) of each file besides the data that the prompts are made of
/// @param prompt what is sent for a sample
public record SampleProtocol(
    String name,
    GenerationSettings settings,
    List<String> scorers,
    Map<String, String> materials,
    Function<Sample, Prompt> prompt)
    implements Protocol {
  public SampleProtocol {
    Objects.requireNonNull(name);
    Objects.requireNonNull(settings);
    scorers = List.copyOf(scorers);
    materials = Map.copyOf(materials);
    Objects.requireNonNull(prompt);
  }

  /// Returns a protocol whose prompts are made of nothing but the sample.
  public SampleProtocol(
      String name,
      GenerationSettings settings,
      List<String> scorers,
      Function<Sample, Prompt> prompt) {
    this(name, settings, scorers, Map.of(), prompt);
  }

  /// Returns the protocol with a file of worked examples.
  ///
  /// @param digest SHA-256 (hex) of the file
  public SampleProtocol withShots(String digest) {
    return new SampleProtocol(name, settings, scorers, Map.of("shots", digest), prompt);
  }

  @Override
  public String version() {
    return "1";
  }

  @Override
  public Prompt render(Sample sample, Optional<TokenCounter> counter) {
    return prompt.apply(sample);
  }
}
