package assay.engine.tokenizer;

import java.util.List;
import java.util.function.Consumer;

/// A step of cutting a text, each piece of which goes through the next step.
@FunctionalInterface
interface SplitStep {

  /// Cuts a piece, which is not empty, and hands on what it becomes; the empty parts too.
  void apply(Piece piece, Consumer<Piece> sink);

  /// All the steps one behind the other.
  static SplitStep sequence(List<SplitStep> steps) {
    SplitStep all = (piece, sink) -> sink.accept(piece);
    for (SplitStep step : steps.reversed()) {
      SplitStep rest = all;
      all =
          (piece, sink) ->
              step.apply(
                  piece,
                  part -> {
                    if (!part.isEmpty()) {
                      rest.apply(part, sink);
                    }
                  });
    }
    return all;
  }
}
