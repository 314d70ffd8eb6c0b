package assay.harness.reproduce;

import assay.results.GenerationSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// How a source sampled, in the registry's words: `greedy`, `T=0.6 top_p=0.95 top_k=20`, `64
/// responses`, `1 sample`, `at most 8K tokens`, separated by commas or semicolons.
final class StatedSampling {
  private static final Pattern NUCLEUS =
      Pattern.compile("T=([0-9.]+) top_p=([0-9.]+)(?: top_k=(\\d{1,6}))?");
  private static final Pattern ATTEMPTS = Pattern.compile("(\\d+) (?:responses?|samples?)");
  private static final Pattern TOKENS = Pattern.compile("at most (\\d+)(K?) tokens");

  private final List<String> unknown = new ArrayList<>();
  private GenerationSettings settings;

  private StatedSampling(GenerationSettings own) {
    settings = own;
  }

  /// Reads the words over a protocol's own settings.
  static StatedSampling of(String words, GenerationSettings own) {
    StatedSampling sampling = new StatedSampling(own);
    for (String part : words.split("[,;] *", -1)) {
      if (!part.isBlank()) {
        sampling.read(part.strip());
      }
    }
    return sampling;
  }

  private void read(String part) {
    Matcher nucleus = NUCLEUS.matcher(part);
    Matcher attempts = ATTEMPTS.matcher(part);
    Matcher tokens = TOKENS.matcher(part);
    if (part.equals("greedy")) {
      sampled(0, 1, settings.topK());
    } else if (nucleus.matches()) {
      sampled(
          Double.parseDouble(nucleus.group(1)),
          Double.parseDouble(nucleus.group(2)),
          nucleus.group(3) == null ? settings.topK() : Integer.parseInt(nucleus.group(3)));
    } else if (attempts.matches()) {
      limited(settings.maxTokens(), Integer.parseInt(attempts.group(1)));
    } else if (tokens.matches()) {
      int unit = tokens.group(2).isEmpty() ? 1 : 1024;
      limited(unit * Integer.parseInt(tokens.group(1)), settings.attempts());
    } else {
      unknown.add(part);
    }
  }

  private void sampled(double temperature, double topP, int topK) {
    settings =
        new GenerationSettings(
            settings.maxTokens(),
            temperature,
            topP,
            topK,
            settings.seed(),
            settings.stop(),
            settings.attempts());
  }

  private void limited(int maxTokens, int attempts) {
    settings =
        new GenerationSettings(
            maxTokens,
            settings.temperature(),
            settings.topP(),
            settings.topK(),
            settings.seed(),
            settings.stop(),
            attempts);
  }

  /// Returns the settings with what the words say.
  GenerationSettings settings() {
    return settings;
  }

  /// Returns the words that say nothing this program can set.
  List<String> unknown() {
    return List.copyOf(unknown);
  }
}
