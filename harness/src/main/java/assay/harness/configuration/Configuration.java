package assay.harness.configuration;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/// Endpoints by name, and defaults of options of `assay run`.
///
/// @param endpoints by their names
/// @param defaults by option
public record Configuration(Map<String, NamedEndpoint> endpoints, Map<String, Entry> defaults) {
  /// Nothing is said.
  public static final Configuration NONE = new Configuration(Map.of(), Map.of());

  public Configuration {
    endpoints = Collections.unmodifiableMap(new LinkedHashMap<>(endpoints));
    defaults = Collections.unmodifiableMap(new LinkedHashMap<>(defaults));
  }

  /// Returns this configuration where another one says nothing: its endpoints and its defaults,
  /// each as a whole, come before these.
  public Configuration below(Configuration nearer) {
    Map<String, NamedEndpoint> allEndpoints = new LinkedHashMap<>(endpoints);
    allEndpoints.putAll(nearer.endpoints);
    Map<String, Entry> allDefaults = new LinkedHashMap<>(defaults);
    allDefaults.putAll(nearer.defaults);
    return new Configuration(allEndpoints, allDefaults);
  }
}
