package assay.reports.difficulty;

import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Which models are relatives: those whose names, without organisation and a leading `meta`, begin
/// with the same letters, such as `qwen` in `Qwen/Qwen2.5-7B-Instruct`; and a few names of one
/// maker.
final class ModelMaker {
  private static final Pattern BEGINNING = Pattern.compile("(?:meta[-_ ])?([a-z]+)");
  private static final Map<String, String> RELATIVES =
      Map.ofEntries(
          Map.entry("mixtral", "mistral"),
          Map.entry("mathstral", "mistral"),
          Map.entry("ministral", "mistral"),
          Map.entry("codestral", "mistral"),
          Map.entry("codellama", "llama"),
          Map.entry("qwq", "qwen"),
          Map.entry("gemma", "gemini"));

  private ModelMaker() {}

  /// Returns the family of a model, in lower case.
  static String of(String model) {
    String name = model.substring(model.lastIndexOf('/') + 1).toLowerCase(Locale.ROOT);
    Matcher beginning = BEGINNING.matcher(name);
    String letters = beginning.lookingAt() ? beginning.group(1) : name;
    return RELATIVES.getOrDefault(letters, letters);
  }
}
