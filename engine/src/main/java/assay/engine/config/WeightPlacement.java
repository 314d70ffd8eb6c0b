package assay.engine.config;

/// Where weights are while a model computes. It changes speed and memory, never results.
public enum WeightPlacement {
  /// Copied once into the form that the kernels read fastest, as they are first needed, where the
  /// kernels have such a form.
  PACKED,
  /// In the mapped file alone, brought into that form piece by piece each time.
  MAPPED
}
