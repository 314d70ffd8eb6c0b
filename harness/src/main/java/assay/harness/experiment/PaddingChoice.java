package assay.harness.experiment;

import assay.engine.tokenizer.EncodingOptions;
import assay.engine.tokenizer.Tokenizer;
import assay.harness.model.RecordedModel;
import assay.harness.model.Tokenizers;
import assay.harness.run.Model;
import assay.harness.run.UsageException;
import assay.results.Prompt;
import assay.results.Sample;
import assay.tasks.Dataset;
import assay.tasks.Task;
import assay.tasks.TokenCounter;
import assay.tasks.padding.DocumentMaterial;
import assay.tasks.padding.PaddedProtocol;
import assay.tasks.padding.PaddingMaterial;
import assay.tasks.padding.ShotMaterial;
import assay.tasks.padding.WantedLength;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/// Prompts at a wanted length.
///
/// @param length how long, and where the task stands
/// @param material what is put in
/// @param tokenizer an endpoint model's, as a GGUF file or a checkpoint folder
public record PaddingChoice(WantedLength length, Material material, Optional<Path> tokenizer) {
  public PaddingChoice {
    Objects.requireNonNull(length);
    Objects.requireNonNull(material);
    Objects.requireNonNull(tokenizer);
  }

  /// What prompts are lengthened with.
  public sealed interface Material {}

  /// Questions of some data with their answers.
  public record Shots(Dataset data) implements Material {}

  /// Paragraphs of a text file, or of all in a folder.
  public record Documents(Path from) implements Material {}

  /// Returns the task with prompts of the wanted length.
  ///
  /// @throws UsageException if this does not fit the model or the protocol
  Task apply(Task task, Model model) throws IOException {
    if (model instanceof RecordedModel) {
      throw new UsageException("--pad-to: what was recorded had a prompt of its own already");
    }
    requireRoomBehind(task);
    return task.by(new PaddedProtocol(task.protocol(), length, read(), standIn(model)));
  }

  /// The prompts of a protocol are all of one kind, so the first sample shows which.
  private void requireRoomBehind(Task task) {
    try (Stream<Sample> samples = task.dataset().open()) {
      Optional<Sample> first = samples.findFirst();
      if (length.position() < 1
          && first.isPresent()
          && task.protocol().render(first.get(), Optional.empty()) instanceof Prompt.Text) {
        throw new UsageException(
            ("--pad-position %s: %s sends raw text, which the model continues, so nothing can stand"
                 + " behind it. Leave the position out, or choose a protocol that sends messages")
                .formatted(length.position(), task.protocol().name()));
      }
    }
  }

  private PaddingMaterial read() throws IOException {
    return switch (material) {
      case Shots shots -> ShotMaterial.of(shots.data());
      case Documents documents -> DocumentMaterial.read(documents.from());
    };
  }

  private Optional<TokenCounter> standIn(Model model) throws IOException {
    boolean known = model.tokenCounter().isPresent();
    if (tokenizer.isEmpty() && !known) {
      throw new UsageException(
          "--pad-to: the endpoint does not tell its tokenizer; name it with --pad-tokenizer PATH");
    }
    if (tokenizer.isPresent() && known) {
      throw new UsageException("--pad-tokenizer: the model has its own; leave the option out");
    }
    if (known) {
      return Optional.empty();
    }
    Tokenizer opened = Tokenizers.open(tokenizer.get());
    return Optional.of(text -> opened.encode(text, EncodingOptions.PROMPT).length);
  }
}
