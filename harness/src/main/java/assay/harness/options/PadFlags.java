package assay.harness.options;

import assay.harness.experiment.PaddingChoice;
import assay.harness.help.InGroup;
import assay.harness.help.OptionGroup;
import assay.harness.run.UsageException;
import assay.tasks.Dataset;
import assay.tasks.padding.PaddingMaterial.Kind;
import assay.tasks.padding.WantedLength;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import picocli.CommandLine.Option;

/// Prompts at a wanted length.
@InGroup(OptionGroup.PADDING)
public final class PadFlags {
  @Option(
      names = "--pad-to",
      paramLabel = "TOKENS",
      description =
          "Lengthen every prompt to so many tokens with text that has nothing to do with the task:"
              + " whole questions or paragraphs, so that at most 128 tokens, or a twentieth of the"
              + " length, are missing. The tokenizer is the model's own; a prompt that does not fit"
              + " the context is not measured.")
  private Integer tokens;

  @Option(
      names = "--pad-with",
      paramLabel = "KIND",
      description =
          "shots (default): other questions of the data with their answers, never the one that is"
              + " asked nor one with its text; or documents: paragraphs of --pad-from.")
  private Kind kind;

  @Option(
      names = "--pad-from",
      paramLabel = "PATH",
      description =
          "shots: another data file in the suite's form, such as the validation split; documents: a"
              + " text file in UTF-8 or a folder of them, cut at empty lines.")
  private Path from;

  @Option(
      names = "--pad-position",
      paramLabel = "P",
      description =
          "Share of the padding that stands before the task: 0 puts it at the start of the context,"
              + " 1 (default) at its end. Raw prompts, which the model continues, are always at the"
              + " end.")
  private Double position;

  @Option(
      names = "--pad-seed",
      paramLabel = "S",
      description = "With the sample's id it settles which padding a sample gets (default: 0).")
  private Long seed;

  @Option(
      names = "--pad-tokenizer",
      paramLabel = "PATH",
      description =
          "Endpoint: the model's tokenizer, as a GGUF file or a checkpoint folder. The few tokens"
              + " of the chat template come on top; the number that the endpoint reports is stored"
              + " with each answer.")
  private Path tokenizer;

  /// Returns how prompts are lengthened; empty without `--pad-to`.
  ///
  /// @throws UsageException if the flags do not fit each other
  public Optional<PaddingChoice> choice(TaskOptions options, Dataset own) {
    if (tokens == null) {
      requireUnused();
      return Optional.empty();
    }
    return Optional.of(
        new PaddingChoice(wantedLength(), material(options, own), Optional.ofNullable(tokenizer)));
  }

  private void requireUnused() {
    if (Stream.of(kind, from, position, seed, tokenizer).anyMatch(Objects::nonNull)) {
      throw new UsageException("--pad-to is missing: the other --pad options say how to pad");
    }
  }

  private WantedLength wantedLength() {
    try {
      return new WantedLength(
          tokens, Objects.requireNonNullElse(position, 1.0), Objects.requireNonNullElse(seed, 0L));
    } catch (IllegalArgumentException e) {
      throw new UsageException("--pad-to, --pad-position: " + e.getMessage());
    }
  }

  private PaddingChoice.Material material(TaskOptions options, Dataset own) {
    return switch (Objects.requireNonNullElse(kind, Kind.SHOTS)) {
      case SHOTS -> new PaddingChoice.Shots(from == null ? own : options.dataset(from));
      case DOCUMENTS -> {
        if (from == null || !Files.exists(from)) {
          throw new UsageException(
              "--pad-from %s: name a text file or a folder of them to pad with documents"
                  .formatted(from == null ? "is missing" : from + ": no such file"));
        }
        yield new PaddingChoice.Documents(from);
      }
    };
  }
}
