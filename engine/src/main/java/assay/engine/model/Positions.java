package assay.engine.model;

import assay.engine.config.ModelConfig;
import assay.engine.config.PositionScheme;
import assay.engine.config.PositionScheme.Alibi;
import assay.engine.config.PositionScheme.None;
import assay.engine.config.PositionScheme.Rotary;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The kinds of rotary embedding in a model: one for most, two where local and global layers
/// differ. Their angles are computed once for each batch and serve all layers.
final class Positions {
  private final List<Rotary> kinds;
  private final List<RotaryEmbedding> embeddings = new ArrayList<>();

  Positions(ModelConfig config) {
    kinds = rotaryKinds(config);
    for (int i = 0; i < kinds.size(); i++) {
      embeddings.add(new RotaryEmbedding(kinds.get(i), i, config.contextLength()));
    }
  }

  /// Returns the different kinds in a model.
  static List<Rotary> rotaryKinds(ModelConfig config) {
    return config.blocks().stream()
        .map(block -> block.attention().position())
        .filter(Rotary.class::isInstance)
        .map(Rotary.class::cast)
        .distinct()
        .toList();
  }

  /// Returns the embedding that a scheme asks for, if any.
  Optional<RotaryEmbedding> rotary(PositionScheme scheme) {
    return switch (scheme) {
      case Rotary rotary -> Optional.of(embeddings.get(kinds.indexOf(rotary)));
      case Alibi _, None _ -> Optional.empty();
    };
  }

  /// Fills in the angles of a worker's rows.
  void turn(Pass pass) {
    for (int i = 0; i < embeddings.size(); i++) { // an iterator would be garbage of every step
      for (int row = pass.firstRow(); row < pass.endRow(); row++) {
        embeddings.get(i).turn(pass.activations, row, pass.batch().positions[row]);
      }
    }
  }
}
