package assay.reports.difficulty;

import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Which models are relatives: those whose names, without organisation and a leading `meta`, begin
/// with the same letters, such as `qwen` in `Qwen/Qwen2.5-7B-Instruct`; and a few names of one
/// maker. A recording is named by its file, which says the model behind words such as `outputs_`.
final class ModelMaker {
  private static final Pattern BEGINNING =
      Pattern.compile(
          "(?:(?:meta|model|outputs?|samples?|results?|generations?|recorded)[-_ .])*([a-z]+)");
  private static final Pattern WORD = Pattern.compile("[a-z]+");
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
    String name = name(model);
    Matcher beginning = BEGINNING.matcher(name);
    return family(beginning.lookingAt() ? beginning.group(1) : name);
  }

  /// Returns which families a model may be of: its own, and each that is a word of its name, as
  /// `qwen` in `DeepSeek-R1-Distill-Qwen-7B` and in whatever a recording's file is called.
  ///
  /// @param known families that are looked for
  static Set<String> all(String model, Collection<String> known) {
    Set<String> words =
        WORD.matcher(name(model))
            .results()
            .map(word -> family(word.group()))
            .filter(known::contains)
            .collect(Collectors.toCollection(TreeSet::new));
    words.add(of(model));
    return words;
  }

  private static String family(String letters) {
    return RELATIVES.getOrDefault(letters, letters);
  }

  private static String name(String model) {
    return model.substring(model.lastIndexOf('/') + 1).toLowerCase(Locale.ROOT);
  }
}
