package assay.harness.configuration;

import assay.harness.catalog.Catalog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// Where configurations are, from the furthest to the nearest: the user's
/// (`$XDG_CONFIG_HOME/assay/assay.yaml`, or `~/.config` in its place), and the folder's
/// (`assay.yaml`). `ASSAY_CONFIG` names one file in place of both, or is `off`.
///
/// Source: XDG Base Directory Specification, 0.8.
///
/// @param files those that are read if they are there
public record ConfigurationFiles(List<Path> files) {
  private static final String NAME = "assay.yaml";

  public ConfigurationFiles {
    files = List.copyOf(files);
  }

  /// Returns the files of an environment and a folder.
  public static ConfigurationFiles of(Map<String, String> environment, Path folder) {
    String one = environment.getOrDefault("ASSAY_CONFIG", "");
    if (one.equals("off")) {
      return new ConfigurationFiles(List.of());
    }
    if (!one.isBlank()) {
      return new ConfigurationFiles(List.of(Path.of(one)));
    }
    return new ConfigurationFiles(
        Stream.concat(user(environment).stream(), Stream.of(folder.resolve(NAME))).toList());
  }

  private static Optional<Path> user(Map<String, String> environment) {
    String base = environment.getOrDefault("XDG_CONFIG_HOME", "");
    // A relative one has to be ignored, says the specification.
    Optional<Path> named = Optional.of(base).filter(text -> text.startsWith("/")).map(Path::of);
    return named
        .or(
            () ->
                Optional.ofNullable(environment.get("HOME")).map(home -> Path.of(home, ".config")))
        .map(folder -> folder.resolve("assay").resolve(NAME));
  }

  /// Returns what they say together.
  ///
  /// @throws assay.harness.run.UsageException if one says what is not understood, with file, line
  ///   and column
  public Configuration read(Catalog catalog) throws IOException {
    Configuration all = Configuration.NONE;
    for (Path file : files) {
      if (Files.isRegularFile(file)) {
        all = all.below(ConfigurationReader.read(file, new ConfigurableOptions(catalog)));
      }
    }
    return all;
  }
}
