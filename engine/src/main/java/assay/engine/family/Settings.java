package assay.engine.family;

import assay.engine.config.FeedForwardConfig.Activation;
import assay.engine.config.PositionScheme.Rotary;
import assay.engine.config.WeightLayout;
import assay.engine.config.WeightLayout.Presence;
import assay.engine.format.MalformedModelException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;

/// What a file says of its model, whatever its format. A setting that the format does not have is
/// one that is absent. It remembers what was read: the rest is refused, since a setting that is
/// left out would give numbers that look right and are not.
///
/// One thread.
abstract sealed class Settings permits GgufSettings, JsonSettings {
  private static final long LARGEST = Integer.MAX_VALUE;

  /// Returns whether this is the metadata of a GGUF file.
  abstract boolean isGguf();

  /// Returns whether the file names a setting, be it without a value.
  abstract boolean names(Key key);

  /// Returns a whole number.
  abstract Optional<Long> integer(Key key);

  /// Returns a finite number.
  abstract OptionalDouble number(Key key);

  /// Returns a truth value.
  abstract Optional<Boolean> bool(Key key);

  /// Returns a text.
  abstract Optional<String> text(Key key);

  /// Returns an array of whole numbers; an empty list if it is absent.
  abstract List<Long> integers(Key key);

  /// Returns an array of truth values; an empty list if it is absent.
  abstract List<Boolean> flags(Key key);

  /// Returns how many layers are run: GGUF files count those that predict several tokens among
  /// them.
  final int layersRun() {
    int layers = Sizes.layers(this, Key.LAYERS);
    int spare = isGguf() ? count(Key.SPARE_LAYERS).orElse(0) : 0;
    if (spare >= layers) {
      throw outOfRange(Key.SPARE_LAYERS, "fewer than all layers");
    }
    return layers - spare;
  }

  /// Returns the names of the tensors of layers from an index on, if the format tells.
  abstract Set<String> tensorsFrom(int layer);

  /// Returns an array of names, if it is there.
  ///
  /// @param known all others are refused
  abstract Optional<List<String>> names(Key key, List<String> known);

  /// Returns the fault that a setting is missing.
  abstract MalformedModelException missing(Key key);

  /// Returns the fault of a setting that is there.
  abstract MalformedModelException fault(Key key, String what, String expected);

  /// Passes over a setting that says nothing about the arithmetic.
  abstract void ignore(Key key);

  /// Returns the number of tokens that the model knows.
  abstract int vocabSize();

  /// Returns how heads are rotated in layers that see all positions.
  abstract Rotary rope(RopeRule rule, int headDim);

  /// Returns how heads are rotated in layers with a window, where they differ.
  abstract Rotary windowRope(RopeRule rule, int headDim);

  /// Returns how far positions reach that are rotated so.
  abstract int reach(int context, Rotary rotary);

  /// Returns how weights are stored, given how checkpoints store them.
  abstract WeightLayout stored(WeightLayout inCheckpoints);

  /// Returns whether there is a tensor with such a name in any layer, if the format tells.
  abstract boolean hasTensor(String suffix);

  /// Refuses every setting that was not asked for.
  abstract void refuseUnread();

  final MalformedModelException outOfRange(Key key, String expected) {
    return fault(key, "value is out of range", expected);
  }

  final MalformedModelException notRun(Key key, String expected) {
    return fault(key, "the engine does not run this setting of the architecture", expected);
  }

  /// Returns a whole number from 0 on.
  final OptionalInt count(Key key) {
    return whole(key, 0);
  }

  /// Returns a whole number from 1 on.
  final OptionalInt optional(Key key) {
    return whole(key, 1);
  }

  private OptionalInt whole(Key key, long smallest) {
    Optional<Long> value = integer(key);
    if (value.isEmpty()) {
      return OptionalInt.empty();
    }
    if (value.get() < smallest || value.get() > LARGEST) {
      throw outOfRange(key, smallest + " to " + LARGEST);
    }
    return OptionalInt.of(value.get().intValue());
  }

  final int positive(Key key) {
    return optional(key).orElseThrow(() -> missing(key));
  }

  /// Returns a whole number from 1 on, which only GGUF files leave out.
  final int positive(Key key, int leftOut) {
    return isGguf() ? optional(key).orElse(leftOut) : positive(key);
  }

  /// Returns the positions that a token sees, if they are limited; GGUF files write 0 for all.
  final OptionalInt window() {
    OptionalInt window = isGguf() ? count(Key.WINDOW) : optional(Key.WINDOW);
    return window.orElse(0) == 0 ? OptionalInt.empty() : window;
  }

  final double required(Key key) {
    OptionalDouble value = number(key);
    return value.orElseThrow(
        () -> isGguf() ? fault(key, "key is missing", "a number") : missing(key));
  }

  /// Returns a number above 0, if the setting is there.
  final OptionalDouble above0(Key key) {
    OptionalDouble value = number(key);
    if (value.isPresent() && !(value.getAsDouble() > 0)) {
      throw outOfRange(key, "a number above 0");
    }
    return value;
  }

  /// Returns a number from 0 to below 1.
  final float fraction(Key key) {
    double value = required(key);
    if (!(value >= 0 && value < 1)) {
      throw outOfRange(key, "a number from 0 to 1");
    }
    return (float) value;
  }

  final boolean flag(Key key, boolean otherwise) {
    return bool(key).orElse(otherwise);
  }

  /// Returns whether a model has the tensors that a truth value tells of.
  ///
  /// @param inGguf where files do not say it
  final Presence presence(Key key, Presence inGguf) {
    if (isGguf()) {
      return inGguf;
    }
    return flag(key, false) ? Presence.REQUIRED : Presence.ABSENT;
  }

  /// Returns the activation, which only configurations name.
  final Activation activation(Activation otherwise) {
    return switch (text(Key.ACTIVATION).orElse("")) {
      case "" -> otherwise;
      case "silu", "swish" -> Activation.SILU;
      case "gelu" -> Activation.GELU;
      case "gelu_pytorch_tanh" -> Activation.GELU_TANH;
      default -> throw notRun(Key.ACTIVATION, "\"silu\", \"gelu\" or \"gelu_pytorch_tanh\"");
    };
  }

  /// Requires that a setting, if it is there, has the only value that the engine runs.
  final void only(Key key, boolean expected) {
    if (bool(key).orElse(expected) != expected) {
      throw notRun(key, String.valueOf(expected));
    }
  }

  /// As [#only(Key, boolean)].
  final void only(Key key, double expected) {
    if (number(key).orElse(expected) != expected) {
      throw notRun(key, plain(expected));
    }
  }

  /// As [#only(Key, boolean)].
  final void only(Key key, String expected) {
    if (!text(key).orElse(expected).equals(expected)) {
      throw notRun(key, "\"" + expected + "\"");
    }
  }

  /// Passes over members of configurations that say nothing about the arithmetic.
  final void ignoreMembers(Set<String> members) {
    members.forEach(member -> ignore(Key.inCheckpoint(member)));
  }

  static String plain(double number) {
    return number == (long) number ? String.valueOf((long) number) : String.valueOf(number);
  }
}
