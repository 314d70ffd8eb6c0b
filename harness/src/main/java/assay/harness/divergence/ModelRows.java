package assay.harness.divergence;

import assay.engine.ContextOverflowException;
import assay.engine.LanguageModel;
import assay.engine.LogitsSink;
import assay.engine.cache.CacheFullException;
import assay.engine.cache.EntryRangeException;
import assay.harness.model.EngineModel;
import assay.harness.run.RunFailedException;
import assay.harness.run.UsageException;
import assay.results.RunManifest.ModelIdentity;
import assay.results.divergence.Divergence.Side;
import java.nio.file.Path;
import java.util.OptionalLong;

/// Logits that are computed. What is in the cache of a passage's front is not computed again.
public final class ModelRows implements RowSource {
  private final Path file;
  private final LanguageModel model;
  private final Side side;

  /// Reads from an open model, which stays open.
  ///
  /// @param file the model's, for messages
  public ModelRows(Path file, EngineModel model) {
    this.file = file;
    this.model = model.weights();
    ModelIdentity identity = model.identity();
    side =
        new Side(
            identity.name(),
            identity.digests().get("weights"),
            this.model.kernelName(),
            OptionalLong.of(this.model.fileBytes()),
            OptionalLong.of(this.model.weightBytesPerToken()));
  }

  @Override
  public Side side() {
    return side;
  }

  @Override
  public int vocabSize() {
    return model.config().vocabSize();
  }

  @Override
  public void rows(Passage passage, int from, int to, LogitsSink sink) {
    try {
      model.logits(passage.tokens(0, to), from, sink);
    } catch (ContextOverflowException | CacheFullException e) {
      throw new UsageException(file + ": " + e.getMessage() + " (--window)");
    } catch (EntryRangeException e) {
      throw new RunFailedException(file + ": " + e.getMessage() + " (--kv-type f32)", e);
    }
  }

  @Override
  public void close() {}
}
