package assay.engine.family;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/// Which layers see a sliding window.
final class Windows {
  private static final Key USED = Key.inCheckpoint("use_sliding_window");
  private static final Key SIZE = Key.inCheckpoint("sliding_window"); // GGUF files have none
  private static final Key FIRST = Key.inCheckpoint("max_window_layers");
  private static final String WINDOWED = "sliding_attention";

  private Windows() {}

  /// Reads `layer_types`.
  ///
  /// @param otherwise whether a layer has a window in files that do not say so
  /// @return for each layer, whether it has a window
  static List<Boolean> layers(Settings settings, int layerCount, IntPredicate otherwise) {
    Optional<List<String>> types =
        settings.names(Key.LAYER_TYPES, List.of("full_attention", WINDOWED));
    if (types.isEmpty()) {
      return IntStream.range(0, layerCount).mapToObj(otherwise::test).toList();
    }
    if (types.get().size() != layerCount) {
      throw settings.outOfRange(Key.LAYER_TYPES, layerCount + " kinds, one for each layer");
    }
    return types.get().stream().map(WINDOWED::equals).toList();
  }

  /// Reads the window that all layers of a Qwen model with experts have, if `use_sliding_window`
  /// says so.
  static OptionalInt everywhere(Settings settings) {
    OptionalInt window = settings.count(SIZE); // 0 is written where it is unused
    settings.ignore(FIRST);
    if (!settings.flag(USED, false)) {
      return OptionalInt.empty();
    }
    if (window.orElse(0) == 0) {
      throw settings.missing(SIZE);
    }
    return window;
  }

  /// As [#everywhere], for the layers that the file names: Transformers 4, 5 and the model's
  /// authors each derive another set of layers from `max_window_layers`.
  static List<OptionalInt> named(Settings settings, int layerCount) {
    OptionalInt window = everywhere(settings);
    return layers(
            settings,
            layerCount,
            _ -> {
              if (window.isPresent()) {
                throw settings.missing(Key.LAYER_TYPES);
              }
              return false;
            })
        .stream()
        .map(windowed -> windowed ? window : OptionalInt.empty())
        .toList();
  }

  /// Reads the window of each layer of a dense Qwen model: those from `max_window_layers` on have
  /// one if `use_sliding_window` says so.
  static List<OptionalInt> behindTheFirst(Settings settings, int layerCount) {
    int first = settings.count(FIRST).orElse(layerCount);
    OptionalInt window = everywhere(settings);
    return layers(settings, layerCount, layer -> layer >= first).stream()
        .map(windowed -> windowed ? window : OptionalInt.empty())
        .toList();
  }
}
