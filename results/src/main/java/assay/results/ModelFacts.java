package assay.results;

import assay.results.published.CacheShape;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/// What is known of how a model answered, by the kind of model.
public sealed interface ModelFacts {

  /// Returns the kind's name in manifests and reports.
  String kind();

  /// Returns what is known, in words by what tables call it; empty where nothing is.
  Map<String, String> words();

  /// The bundled engine. Absent is what an earlier version did not write.
  ///
  /// @param architecture the model's, such as `qwen2`
  /// @param size weights in all and by token
  /// @param kernels name of the arithmetic
  /// @param context most positions of a sequence
  /// @param cache how the KV cache stores its entries
  /// @param ropeScaling of rotary positions in place of the model's own, in words
  record Engine(
      String architecture,
      Size size,
      String kernels,
      OptionalInt context,
      Cache cache,
      Optional<String> ropeScaling)
      implements ModelFacts {
    public Engine {
      Objects.requireNonNull(architecture);
      Objects.requireNonNull(size);
      Objects.requireNonNull(kernels);
      Objects.requireNonNull(context);
      Objects.requireNonNull(cache);
      Objects.requireNonNull(ropeScaling);
    }

    @Override
    public String kind() {
      return "engine";
    }

    @Override
    public Map<String, String> words() {
      Map<String, String> words = new LinkedHashMap<>();
      put(words, "architecture", architecture);
      put(words, "parameters", size.parameters());
      put(words, "active parameters", size.active());
      put(words, "weight bytes per token", size.weightBytesPerToken());
      put(words, "kernels", kernels);
      context.ifPresent(positions -> words.put("context", String.valueOf(positions)));
      put(words, "kv cache", cache.type());
      put(words, "kv bytes per token", cache.bytesPerToken());
      ropeScaling.ifPresent(scaling -> words.put("rope scaling", scaling));
      return words;
    }

    private static void put(Map<String, String> words, String name, String value) {
      if (!value.isEmpty()) {
        words.put(name, value);
      }
    }

    private static void put(Map<String, String> words, String name, OptionalLong value) {
      value.ifPresent(number -> words.put(name, String.valueOf(number)));
    }
  }

  /// A model's size.
  ///
  /// @param parameters weights in all
  /// @param active weights that take part in computing a token
  /// @param weightBytesPerToken bytes of weights that computing one token alone reads
  record Size(OptionalLong parameters, OptionalLong active, OptionalLong weightBytesPerToken) {
    public Size {
      Objects.requireNonNull(parameters);
      Objects.requireNonNull(active);
      Objects.requireNonNull(weightBytesPerToken);
    }
  }

  /// How the engine keeps keys and values.
  ///
  /// @param type of an entry, such as `F32`; empty where it is not known
  /// @param bytesPerToken bytes for one position in all layers
  /// @param shape how what the architecture needs grows with a sequence
  record Cache(String type, OptionalLong bytesPerToken, Optional<CacheShape> shape) {
    public Cache {
      Objects.requireNonNull(type);
      Objects.requireNonNull(bytesPerToken);
      Objects.requireNonNull(shape);
    }

    /// Returns a cache of which no more is known.
    public Cache(String type, OptionalLong bytesPerToken) {
      this(type, bytesPerToken, Optional.empty());
    }
  }

  /// A server.
  ///
  /// @param address of the endpoint, without a key
  /// @param asked the model's name in requests
  /// @param reported what the endpoint lists for that name, or words that say it does not
  /// @param calls how it is called, by the names of what is set
  record Endpoint(String address, String asked, String reported, Map<String, String> calls)
      implements ModelFacts {
    public Endpoint {
      Objects.requireNonNull(address);
      Objects.requireNonNull(asked);
      Objects.requireNonNull(reported);
      calls = Collections.unmodifiableMap(new LinkedHashMap<>(calls));
    }

    /// Returns an endpoint that is called as every other.
    public Endpoint(String address, String asked, String reported) {
      this(address, asked, reported, Map.of());
    }

    @Override
    public String kind() {
      return "endpoint";
    }

    @Override
    public Map<String, String> words() {
      Map<String, String> words = new LinkedHashMap<>();
      words.put("endpoint", address);
      words.put("asked model", asked);
      words.put("reported model", reported);
      words.putAll(calls);
      return words;
    }
  }

  /// Generations that were made elsewhere.
  ///
  /// @param file name of the file that holds them; empty where it is not known
  /// @param stated what the file says of how they were made, by name, as it says it
  record Recording(String file, Map<String, String> stated) implements ModelFacts {
    public Recording {
      Objects.requireNonNull(file);
      stated = Collections.unmodifiableMap(new LinkedHashMap<>(stated));
    }

    /// Returns a recording that says nothing of how it was made.
    public Recording(String file) {
      this(file, Map.of());
    }

    @Override
    public String kind() {
      return "recorded";
    }

    @Override
    public Map<String, String> words() {
      Map<String, String> words = new LinkedHashMap<>();
      if (!file.isEmpty()) {
        words.put("file", file);
      }
      words.putAll(stated);
      return words;
    }
  }
}
