package assay.scorers.code.sandbox.protocol;

import assay.scorers.code.sandbox.Language;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What a worker says about itself when it is ready.
///
/// @param python the version of its interpreter, such as `3.11.7`
/// @param missingModules the modules of LiveCodeBench's environment that the interpreter lacks
/// @param compilers the compilers that it has, with their versions in words
record WorkerHello(String python, List<String> missingModules, Map<Language, String> compilers) {
  WorkerHello {
    missingModules = List.copyOf(missingModules);
    compilers = Collections.unmodifiableMap(compilers);
  }

  /// Reads a worker's first line.
  ///
  /// @throws WorkerLost when something else is speaking
  static WorkerHello of(JsonNode line) throws WorkerLost {
    if (!line.path("hello").asText().equals("assay-worker")) {
      throw new WorkerLost("the worker did not introduce itself: " + line);
    }
    List<String> missing = new ArrayList<>();
    line.path("missing").forEach(name -> missing.add(name.asText()));
    Map<Language, String> compilers = new EnumMap<>(Language.class);
    for (Language language : Language.values()) {
      Optional.ofNullable(line.path("compilers").path(language.label()).textValue())
          .ifPresent(version -> compilers.put(language, version));
    }
    return new WorkerHello(line.path("python").asText(), missing, compilers);
  }
}
