package assay.engine.huggingface;

import assay.engine.format.JsonElement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/// Which layers see a sliding window.
final class LayerKinds {
  private LayerKinds() {}

  /// Reads `layer_types`.
  ///
  /// @param otherwise whether a layer has a window in files that do not say so
  /// @return for each layer, whether it has a window
  static List<Boolean> read(Settings config, int layerCount, IntPredicate otherwise) {
    Optional<JsonElement> types = config.find("layer_types");
    if (types.isEmpty()) {
      return IntStream.range(0, layerCount).mapToObj(otherwise::test).toList();
    }
    List<Boolean> windowed = new ArrayList<>();
    for (JsonElement type : types.get().items()) {
      windowed.add(
          switch (type.text()) {
            case "sliding_attention" -> true;
            case "full_attention" -> false;
            default ->
                throw type.fault(
                    "the engine does not run this kind of layer",
                    "\"full_attention\" or \"sliding_attention\"",
                    "\"" + type.text() + "\"");
          });
    }
    if (windowed.size() != layerCount) {
      throw config.outOfRange("layer_types", layerCount + " kinds, one for each layer");
    }
    return windowed;
  }

  /// Reads the window that all layers have if `use_sliding_window` says so.
  static OptionalInt everywhere(Settings config) {
    OptionalInt window = config.wholeOrNone("sliding_window"); // 0 is written where it is unused
    if (!config.flag("use_sliding_window", false)) {
      return OptionalInt.empty();
    }
    if (window.orElse(0) == 0) {
      throw config.missing("sliding_window");
    }
    return window;
  }

  /// Reads the window of the layers that have one. Transformers 4, 5 and the model's authors each
  /// derive another set of layers from `max_window_layers`, so the file has to name them.
  static List<OptionalInt> named(Settings config, int layerCount) {
    OptionalInt window = everywhere(config);
    config.ignore(Set.of("max_window_layers"));
    if (window.isPresent() && config.find("layer_types").isEmpty()) {
      throw config.missing("layer_types");
    }
    return read(config, layerCount, _ -> false).stream()
        .map(windowed -> windowed ? window : OptionalInt.empty())
        .toList();
  }

  /// Reads the window of each layer of a Qwen model: those from `max_window_layers` on have one if
  /// `use_sliding_window` says so.
  static List<OptionalInt> qwen(Settings config, int layerCount) {
    boolean used = config.flag("use_sliding_window", false);
    OptionalInt window = config.positiveOrNone("sliding_window");
    int first = config.wholeOrNone("max_window_layers").orElse(layerCount);
    List<Boolean> windowed = read(config, layerCount, layer -> layer >= first);
    if (used && window.isEmpty()) {
      throw config.missing("sliding_window");
    }
    return windowed.stream().map(yes -> used && yes ? window : OptionalInt.empty()).toList();
  }
}
