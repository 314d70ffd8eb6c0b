package assay.engine.family;

import assay.engine.config.BlockConfig;
import assay.engine.config.ModelConfig;
import assay.engine.config.NormConfig;
import assay.engine.config.PositionScheme.Rotary;
import assay.engine.config.VocabularyConfig;
import assay.engine.config.WeightLayout;
import assay.engine.config.WeightLayout.BiasRules;
import assay.engine.config.WeightLayout.FusedQkv;
import assay.engine.config.WeightLayout.Presence;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// A model as its settings describe it.
///
/// @param config how it computes
/// @param names how its tensors are called in checkpoints
/// @param tied whether the token embedding serves as output too
public record Outline(ModelConfig config, TensorNames names, boolean tied) {
  /// What is around the blocks.
  ///
  /// @param context positions that the model was made for
  /// @param modelDim width of the residual stream
  record Frame(int context, int modelDim, NormConfig norm) {
    static Frame read(Settings settings) {
      return new Frame(
          settings.positive(Key.CONTEXT),
          settings.positive(Key.MODEL_DIM),
          new NormConfig(NormConfig.Kind.ROOT_MEAN_SQUARE, settings.fraction(Key.RMS_EPSILON)));
    }
  }

  /// Returns a model of the usual kind: root-mean-square norms, plain embeddings, no biases, and an
  /// output of its own where a checkpoint does not say otherwise.
  ///
  /// @param inside names of tensors within a block
  static Outline of(
      Family family, Settings settings, List<BlockConfig> blocks, Map<String, String> inside) {
    TensorNames names = TensorNames.of(Tables.OUTSIDE, inside, blocks.size());
    return of(family, settings, Frame.read(settings), blocks, names);
  }

  /// Returns a model with another frame.
  static Outline of(
      Family family, Settings settings, Frame frame, List<BlockConfig> blocks, TensorNames names) {
    int reach =
        blocks.stream()
            .map(block -> block.attention().position())
            .filter(Rotary.class::isInstance)
            .mapToInt(position -> settings.reach(frame.context(), (Rotary) position))
            .max()
            .orElse(frame.context());
    BiasRules noBiases = BiasRules.all(Presence.ABSENT);
    ModelConfig config =
        new ModelConfig(
            family.names().architecture(),
            reach,
            frame.modelDim(),
            VocabularyConfig.ofSize(settings.vocabSize()),
            frame.norm(),
            blocks,
            settings.stored(new WeightLayout(FusedQkv.CONCATENATED, 0, noBiases, Set.of())));
    return new Outline(config, names, settings.flag(Key.TIED, false));
  }

  Outline withBiases(BiasRules biases) {
    WeightLayout old = config.layout();
    return with(new WeightLayout(old.fusedQkv(), old.gainOffset(), biases, old.settings()));
  }

  private Outline with(WeightLayout layout) {
    return new Outline(
        new ModelConfig(
            config.architecture(),
            config.contextLength(),
            config.modelDim(),
            config.vocabulary(),
            config.norm(),
            config.blocks(),
            layout),
        names,
        tied);
  }

  /// @param settings decides whether this is how the file has it
  Outline withLayoutOfCheckpoints(Settings settings, FusedQkv fusedQkv, float gainOffset) {
    return settings.isGguf()
        ? this
        : with(
            new WeightLayout(
                fusedQkv, gainOffset, config.layout().biases(), config.layout().settings()));
  }

  Outline withVocabulary(VocabularyConfig vocabulary) {
    return new Outline(
        new ModelConfig(
            config.architecture(),
            config.contextLength(),
            config.modelDim(),
            vocabulary,
            config.norm(),
            config.blocks(),
            config.layout()),
        names,
        tied);
  }

  /// Passes over the tensors of layers behind those that are run, which predict several tokens.
  Outline withoutSpareLayers(Settings settings) {
    int spare = settings.count(Key.SPARE_LAYERS).orElse(0);
    TensorNames more = names.withSpareLayers(spare);
    WeightLayout old = config.layout();
    Set<String> unused = new HashSet<>(old.settings());
    unused.addAll(settings.tensorsFrom(config.layerCount()));
    WeightLayout layout = new WeightLayout(old.fusedQkv(), old.gainOffset(), old.biases(), unused);
    return new Outline(with(layout).config(), more, tied);
  }

  /// Passes over tensors that a GGUF file has in each layer.
  ///
  /// @param inside names within a layer
  Outline without(Settings settings, List<String> inside) {
    if (!settings.isGguf()) {
      return this;
    }
    WeightLayout old = config.layout();
    Set<String> unused = new HashSet<>(old.settings());
    for (int layer = 0; layer < config.layerCount(); layer++) {
      for (String name : inside) {
        unused.add("blk." + layer + "." + name);
      }
    }
    return with(new WeightLayout(old.fusedQkv(), old.gainOffset(), old.biases(), unused));
  }

  /// Returns a model that is not run beyond some positions.
  Outline within(int positions) {
    ModelConfig shorter =
        new ModelConfig(
            config.architecture(),
            Math.min(positions, config.contextLength()),
            config.modelDim(),
            config.vocabulary(),
            config.norm(),
            config.blocks(),
            config.layout());
    return new Outline(shorter, names, tied);
  }

  /// Returns a model whose checkpoints say it if they have an output of their own.
  Outline tiedUnlessSaid(Settings settings) {
    return new Outline(config, names, settings.flag(Key.TIED, true));
  }
}
