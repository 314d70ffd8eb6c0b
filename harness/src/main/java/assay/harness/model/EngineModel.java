package assay.harness.model;

import assay.engine.ContextOverflowException;
import assay.engine.Generation;
import assay.engine.LanguageModel;
import assay.engine.LoadOptions;
import assay.engine.ModelLoader;
import assay.engine.decoding.DecodingOptions;
import assay.engine.decoding.FinishReason;
import assay.engine.template.ChatTemplate;
import assay.engine.template.TemplateException;
import assay.engine.tokenizer.Tokenizer;
import assay.harness.CompletionRequest;
import assay.harness.Model;
import assay.harness.RunFailedException;
import assay.results.Cause;
import assay.results.Completion;
import assay.results.Digests;
import assay.results.Failure;
import assay.results.GenerationSettings;
import assay.results.Message;
import assay.results.Outcome;
import assay.results.Prompt;
import assay.results.RunManifest.ModelIdentity;
import assay.results.StopReason;
import assay.tasks.TokenCounter;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/// The bundled engine on a model file.
///
/// One sequence at a time; what a prompt has in common with the one before, such as its shots, is
/// computed once.
public final class EngineModel implements Model {
  private final Path file;
  private final LanguageModel model;
  private final Tokenizer tokenizer;
  private final Optional<ChatTemplate> template;
  private final ModelIdentity identity;

  private EngineModel(
      Path file,
      LanguageModel model,
      Tokenizer tokenizer,
      Optional<ChatTemplate> template,
      ModelIdentity identity) {
    this.file = file;
    this.model = model;
    this.tokenizer = tokenizer;
    this.template = template;
    this.identity = identity;
  }
}
