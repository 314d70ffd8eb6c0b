package assay.reports.compare;

import assay.results.GenerationSettings;
import assay.results.ModelFacts;
import assay.results.ProtocolFacts;
import assay.results.RunManifest;
import java.util.Locale;
import java.util.Optional;

/// How the model of a run was asked, as far as anything says so.
///
/// Generations that were made elsewhere were asked by another program: the protocol that they are
/// scored by says nothing of that. What their file states is known; of the prompt's text no file
/// states more than the text.
///
/// @param shots worked examples in the prompt
/// @param prompt name or kind of the prompt
/// @param sampling temperature and attempts, in the registry's words
record HowAsked(Optional<String> shots, Optional<String> prompt, Optional<String> sampling) {
  static HowAsked of(RunManifest manifest) {
    ProtocolFacts facts = manifest.protocol().facts();
    Optional<String> shots = Reproduction.text(facts.shots());
    Optional<String> sampling = Optional.of(words(manifest.settings()));
    return switch (manifest.model().facts()) {
      case ModelFacts.Engine _, ModelFacts.Endpoint _ ->
          new HowAsked(shots, Optional.of(facts.prompt()), sampling);
      case ModelFacts.Recording recording ->
          recording.stated().isEmpty()
              ? new HowAsked(Optional.empty(), Optional.empty(), Optional.empty())
              : new HowAsked(shots, Optional.empty(), sampling);
    };
  }

  private static String words(GenerationSettings settings) {
    StringBuilder words = new StringBuilder();
    if (settings.temperature() == 0) {
      words.append("greedy");
    } else {
      words.append(
          String.format(Locale.ROOT, "T=%s top_p=%s", settings.temperature(), settings.topP()));
      if (settings.topK() > 0) {
        words.append(" top_k=").append(settings.topK());
      }
    }
    if (settings.attempts() > 1) {
      words.append(", ").append(settings.attempts()).append(" responses");
    }
    return words.toString();
  }
}
