package assay.engine.family;

import java.util.List;

/// A family of models, described once for all formats.
interface Family {
  /// Returns how files call the family.
  Names names();

  /// Returns what settings make of a model.
  ///
  /// @throws MalformedModelException if a setting is missing, out of range, or asks for arithmetic
  ///   that the engine does not do
  Outline outline(Settings settings);

  /// How files call a family.
  ///
  /// @param architecture `general.architecture` of GGUF files
  /// @param modelTypes `model_type` of configurations
  record Names(String architecture, List<String> modelTypes) {
    /// Copies the list.
    public Names {
      modelTypes = List.copyOf(modelTypes);
    }

    static Names of(String architecture, String... modelTypes) {
      return new Names(architecture, List.of(modelTypes));
    }
  }
}
