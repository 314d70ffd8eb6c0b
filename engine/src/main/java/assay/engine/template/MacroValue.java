package assay.engine.template;

import java.util.List;
import java.util.function.Function;

/// A macro, or the body of a call block.
///
/// @param name its name, empty for a call block
/// @param parameters names of its parameters
/// @param specials the implicit parameters that it reads
/// @param body renders it
record MacroValue(
    String name, List<String> parameters, Specials specials, Function<Arguments, Value> body)
    implements Value {

  @Override
  public boolean equals(Object other) {
    return this == other;
  }

  @Override
  public int hashCode() {
    return System.identityHashCode(this);
  }

  @Override
  public String typeName() {
    return "Macro";
  }
}
