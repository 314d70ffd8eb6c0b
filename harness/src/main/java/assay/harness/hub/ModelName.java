package assay.harness.hub;

import assay.harness.run.UsageException;
import assay.results.Origin;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A model that has a name instead of a path.
public sealed interface ModelName {

  /// The mark of a model of the hub.
  String HUB = "hf:";

  /// The mark of a model in Ollama's store.
  String OLLAMA = "ollama:";

  /// Returns whether a text is such a name, which no path is.
  static boolean isOne(String model) {
    return model.startsWith(HUB) || model.startsWith(OLLAMA);
  }

  /// Returns the name that a text is.
  ///
  /// @throws UsageException if it has the mark but not the form of one
  static ModelName parse(String model) {
    if (model.startsWith(OLLAMA)) {
      return InOllama.parse(model.substring(OLLAMA.length()));
    }
    return OnHub.parse(model.substring(HUB.length()));
  }

  /// Returns what was written, without the colon of a mark that stands alone.
  private static String named(String mark, String text) {
    return text.isEmpty() ? mark.substring(0, mark.length() - 1) : mark + text;
  }

  /// Returns what a name means now: the commit of the hub, or the digest of the content.
  ///
  /// @param text the name as it was given
  /// @param file where the model is on this machine, in the layout of its store
  default Origin origin(String text, Path file) {
    String revision =
        switch (this) {
          case OnHub hub -> HubCache.commit(file);
          case InOllama local -> file.getFileName().toString().replaceFirst("^sha256-", "sha256:");
        };
    return new Origin(text, revision, Map.of());
  }

  /// A model of the hub.
  ///
  /// @param repository at its revision
  /// @param quantization such as `q8_0`, for a repository with GGUF files of several
  record OnHub(HubRepository repository, Optional<String> quantization) implements ModelName {
    private static final Pattern FORM = Pattern.compile("([^:@]+)(?:@([^:@]+))?(?::([\\w.-]+))?");

    public OnHub {
      Objects.requireNonNull(repository);
      Objects.requireNonNull(quantization);
    }

    private static OnHub parse(String text) {
      Matcher form = FORM.matcher(text);
      if (!form.matches()) {
        throw new UsageException(
            "--model %s: write hf:ORGANISATION/NAME, with @REVISION and :QUANTIZATION where needed, such as hf:Qwen/Qwen2.5-0.5B-Instruct-GGUF:q8_0"
                .formatted(named(HUB, text)));
      }
      String revision = form.group(2) == null ? HubRepository.MAIN : form.group(2);
      return new OnHub(
          new HubRepository(HubRepository.Kind.MODEL, form.group(1), revision),
          Optional.ofNullable(form.group(3)));
    }
  }

  /// A model in Ollama's store.
  ///
  /// @param name such as `library/qwen2.5`
  /// @param tag such as `0.5b`
  record InOllama(String name, String tag) implements ModelName {
    private static final Pattern FORM =
        Pattern.compile("((?:[\\w][\\w.-]*/){0,2}[\\w][\\w.-]*)(?::([\\w][\\w.-]*))?");

    public InOllama {
      Objects.requireNonNull(name);
      Objects.requireNonNull(tag);
    }

    private static InOllama parse(String text) {
      Matcher form = FORM.matcher(text);
      if (!form.matches() || text.contains("..")) {
        throw new UsageException(
            "--model %s: write it as `ollama list` shows it, such as ollama:qwen2.5:0.5b"
                .formatted(named(OLLAMA, text)));
      }
      return new InOllama(form.group(1), form.group(2) == null ? "latest" : form.group(2));
    }
  }
}
