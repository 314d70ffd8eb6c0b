package assay.tasks.functions;

import assay.results.GenerationSettings;
import assay.results.Prompt;
import assay.results.Sample;
import assay.tasks.Protocol;
import assay.tasks.TokenCounter;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/// A protocol whose prompt is made of the sample alone.
///
/// @param name the protocol's name
/// @param settings its settings
/// @param prompt what is sent for a sample
record FunctionPrompt(String name, GenerationSettings settings, Function<Sample, Prompt> prompt)
    implements Protocol {
  FunctionPrompt {
    Objects.requireNonNull(name);
    Objects.requireNonNull(settings);
    Objects.requireNonNull(prompt);
  }

  @Override
  public String version() {
    return "1";
  }

  @Override
  public Prompt render(Sample sample, Optional<TokenCounter> counter) {
    return prompt.apply(sample);
  }

  @Override
  public List<String> scorers() {
    return List.of("code/checks");
  }
}
