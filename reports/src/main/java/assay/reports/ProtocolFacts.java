package assay.reports;

import assay.results.GenerationSettings;
import assay.results.RunManifest;
import java.util.Locale;

/// How a run was made, in the words of the registry of published scores.
///
/// @param suite its suite
/// @param shots worked examples in the prompt
/// @param prompt kind of the prompt
/// @param sampling temperature and number of completions
/// @param window dates or release of the data
record ProtocolFacts(String suite, String shots, String prompt, String sampling, String window) {

  static ProtocolFacts of(RunManifest manifest) {
    String protocol = manifest.protocol().name();
    String metric = manifest.protocol().metric();
    String suite = manifest.dataset().suite();
    return new ProtocolFacts(
        suite,
        shots(protocol),
        prompt(protocol),
        sampling(manifest.settings()),
        metric.equals(suite) ? "all" : metric.replaceFirst("^" + suite + "[ /]*", ""));
  }

  private static String shots(String protocol) {
    return switch (protocol) {
      case "mmlu-pro/official-local", "mmlu-pro/official-api" -> "5";
      case "math-500/base-4shot" -> "4";
      case "livecodebench/base-1shot" -> "1";
      default -> "0";
    };
  }

  private static String prompt(String protocol) {
    return switch (protocol) {
      case "mmlu-pro/official-local", "mmlu-pro/official-api" -> "CoT";
      case "math-500/qwen2.5-math" -> "qwen25-math-cot";
      case "math-500/simple-evals" -> "simple-evals";
      default -> protocol;
    };
  }

  private static String sampling(GenerationSettings settings) {
    String how =
        settings.temperature() == 0
            ? "greedy"
            : String.format(Locale.ROOT, "T=%s top_p=%s", settings.temperature(), settings.topP());
    return settings.attempts() == 1 ? how : how + ", " + settings.attempts() + " responses";
  }
}
