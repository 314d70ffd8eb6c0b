package assay.harness.hub;

import assay.harness.run.UsageException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Which files of a repository are the model that a name means.
///
/// @param files their paths, the first of a split file first
/// @param folder whether they are a checkpoint, which is opened by its folder
record ModelFiles(List<String> files, boolean folder) {
  private static final Pattern SPLIT = Pattern.compile("(.*)-(\\d{5})-of-(\\d{5})\\.gguf");
  private static final Set<String> CHECKPOINT =
      Set.of("json", "safetensors", "model", "txt", "jinja", "tiktoken");

  ModelFiles {
    files = List.copyOf(files);
  }

  /// Returns the model's files among those of a repository.
  ///
  /// @throws UsageException if none or several are meant; the message lists them
  static ModelFiles of(ModelName.OnHub name, List<String> paths) {
    TreeMap<String, List<String>> sets = ggufSets(paths);
    if (name.quantization().isPresent()) {
      String wanted = name.quantization().get();
      List<String> fitting = sets.keySet().stream().filter(file -> isOf(file, wanted)).toList();
      if (fitting.size() == 1) {
        return new ModelFiles(sets.get(fitting.getFirst()), false);
      }
      throw new UsageException(
          "--model hf:%s:%s: %s. The repository has %s"
              .formatted(
                  name.repository(),
                  wanted,
                  fitting.isEmpty()
                      ? "no GGUF file of that name"
                      : "more than one file: " + fitting,
                  sets.isEmpty() ? "no GGUF file" : sets.keySet()));
    }
    List<String> checkpoint = paths.stream().filter(ModelFiles::isOfCheckpoint).sorted().toList();
    boolean weights = checkpoint.stream().anyMatch(path -> path.endsWith(".safetensors"));
    if (weights && checkpoint.contains("config.json")) {
      return new ModelFiles(checkpoint, true);
    }
    if (sets.size() == 1) {
      return new ModelFiles(sets.firstEntry().getValue(), false);
    }
    throw new UsageException(
        sets.isEmpty()
            ? "--model hf:%s: neither GGUF files nor a checkpoint (config.json and safetensors)"
                .formatted(name.repository())
            : "--model hf:%s: say which of its GGUF files, as hf:%s:QUANTIZATION; it has %s"
                .formatted(name.repository(), name.repository().name(), sets.keySet()));
  }

  /// Returns the GGUF files by name, parts of one file under the name of the whole.
  private static TreeMap<String, List<String>> ggufSets(List<String> paths) {
    TreeMap<String, List<String>> sets = new TreeMap<>();
    for (String path : paths.stream().sorted().toList()) {
      String lower = path.toLowerCase(Locale.ROOT);
      if (lower.endsWith(".gguf") && !lower.contains("mmproj") && !lower.contains("imatrix")) {
        Matcher split = SPLIT.matcher(path);
        String whole = split.matches() ? split.group(1) + ".gguf" : path;
        sets.computeIfAbsent(whole, key -> new ArrayList<>()).add(path);
      }
    }
    return sets;
  }

  /// Returns whether a file's name says a quantization, as a word of its own.
  private static boolean isOf(String file, String quantization) {
    String word = Pattern.quote(quantization.replaceFirst("(?i)\\.gguf$", ""));
    Pattern whole = Pattern.compile("(?i)(?:^|.*[-._/])" + word + "\\.gguf");
    return whole.matcher(file).matches();
  }

  private static boolean isOfCheckpoint(String path) {
    String extension = path.substring(path.lastIndexOf('.') + 1);
    return !path.contains("/") && CHECKPOINT.contains(extension);
  }

  /// Returns whether all parts of a split file, and of a checkpoint the weights, are among them.
  ///
  /// @param shards the files that a checkpoint's index names; empty where there is no index
  boolean isWhole(Set<String> shards) {
    if (folder) {
      return files.containsAll(shards);
    }
    Optional<Matcher> split =
        files.stream().map(SPLIT::matcher).filter(Matcher::matches).findFirst();
    return split.isEmpty() || Integer.parseInt(split.get().group(3)) == files.size();
  }
}
