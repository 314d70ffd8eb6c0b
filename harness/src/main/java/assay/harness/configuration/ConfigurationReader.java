package assay.harness.configuration;

import assay.harness.endpoint.EndpointAddress;
import assay.harness.run.Similar;
import assay.harness.run.UsageException;
import assay.harness.sweep.Place;
import assay.harness.sweep.PlanTokens;
import assay.harness.sweep.SettingReader;
import assay.harness.sweep.SweepPlan.Setting;
import assay.harness.sweep.SweepPlan.Texts;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Reads one configuration file.
///
/// ```yaml
/// endpoints:
///   qwen:
///     url: http://localhost:8000/v1
///     model: qwen2.5-7b-instruct
///     api-key-env: TEAM_KEY
///     headers: {X-Team: TEAM_VARIABLE}
///     concurrency: 16
/// defaults:
///   threads: 8
/// ```
final class ConfigurationReader {
  static final String ENDPOINTS = "endpoints";
  static final String DEFAULTS = "defaults";
  static final String SCHEMA = "$schema";
  static final String URL = "url";
  static final String MODEL = "model";
  static final String HEADERS = "headers";
  private static final List<String> KEYS = List.of(SCHEMA, ENDPOINTS, DEFAULTS);
  private static final String KEY_VARIABLE = "api-key-env";
  private static final Pattern VARIABLE = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][\\w.-]*");

  private final PlanTokens tokens;
  private final ConfigurableOptions options;
  private final Map<String, NamedEndpoint> endpoints = new LinkedHashMap<>();
  private final Map<String, Entry> defaults = new LinkedHashMap<>();

  private ConfigurationReader(PlanTokens tokens, ConfigurableOptions options) {
    this.tokens = tokens;
    this.options = options;
  }

  static Configuration read(Path file, ConfigurableOptions options) throws IOException {
    try (PlanTokens tokens = PlanTokens.open(file)) {
      return new ConfigurationReader(tokens, options).configuration();
    }
  }

  private Configuration configuration() throws IOException {
    if (tokens.next() == null) {
      return Configuration.NONE; // a file of comments
    }
    tokens.expect(JsonToken.START_OBJECT, "a configuration is one object");
    while (tokens.next() != JsonToken.END_OBJECT) {
      String key = known(tokens.name(), "a configuration", KEYS);
      tokens.next();
      switch (key) {
        case ENDPOINTS -> endpoints();
        case DEFAULTS -> defaults();
        default -> tokens.expect(JsonToken.VALUE_STRING, "$schema is an address");
      }
    }
    return new Configuration(endpoints, defaults);
  }

  private String known(String word, String what, List<String> known) {
    if (!known.contains(word)) {
      throw tokens.error(
          "unknown key \"%s\"; %s has %s%s"
              .formatted(word, what, String.join(", ", known), Similar.hint(word, known)));
    }
    return word;
  }

  private void defaults() throws IOException {
    tokens.expect(JsonToken.START_OBJECT, "defaults is an object of options");
    while (tokens.next() != JsonToken.END_OBJECT) {
      Entry entry = entry(known(tokens.name(), "defaults", options.defaults()));
      defaults.put(entry.option(), entry);
    }
  }

  private Entry entry(String option) throws IOException {
    Setting setting = new SettingReader(tokens).named();
    Entry entry = new Entry(option, setting.value(), tokens.file(), setting.place());
    if (option.equals(KEY_VARIABLE)) {
      requireVariable(entry);
    }
    options
        .problem(entry)
        .ifPresent(
            problem -> {
              throw tokens.error(entry.place(), problem);
            });
    return entry;
  }

  /// The message does not repeat the value, which may be a key.
  private void requireVariable(Entry entry) {
    if (!(entry.value() instanceof Texts given)
        || !given.texts().stream().allMatch(text -> VARIABLE.matcher(text).matches())) {
      throw tokens.error(
          entry.place(),
          "%s is the name of an environment variable; a key itself is written nowhere"
              .formatted(entry.option()));
    }
  }

  private void endpoints() throws IOException {
    tokens.expect(JsonToken.START_OBJECT, "endpoints is an object by name");
    while (tokens.next() != JsonToken.END_OBJECT) {
      String name = tokens.name();
      Place place = tokens.place();
      if (!NAME.matcher(name).matches()) {
        throw tokens.error(
            "endpoint \"%s\": a name has letters, digits, and - _ . behind them".formatted(name));
      }
      tokens.next();
      endpoints.put(name, endpoint(name, place));
    }
  }

  private NamedEndpoint endpoint(String name, Place place) throws IOException {
    tokens.expect(JsonToken.START_OBJECT, "endpoint %s is an object".formatted(name));
    List<String> known =
        Stream.concat(Stream.of(URL, MODEL, HEADERS), options.ofEndpoints().stream()).toList();
    List<Entry> entries = new ArrayList<>();
    Map<String, String> texts = new LinkedHashMap<>();
    while (tokens.next() != JsonToken.END_OBJECT) {
      String key = known(tokens.name(), "an endpoint", known);
      switch (key) {
        case URL, MODEL -> texts.put(key, text(key));
        case HEADERS -> entries.addAll(headers());
        default -> entries.add(entry(key));
      }
    }
    for (String key : List.of(URL, MODEL)) {
      if (!texts.containsKey(key)) {
        throw tokens.error(place, "endpoint %s: %s is missing".formatted(name, key));
      }
    }
    String address = texts.get(URL) + "#" + texts.get(MODEL);
    try {
      EndpointAddress.parse(address);
    } catch (UsageException e) {
      throw tokens.error(place, "endpoint %s: %s".formatted(name, e.getMessage()));
    }
    Entry said = new Entry(name, new Texts(List.of(address)), tokens.file(), place);
    return new NamedEndpoint(name, address, said, entries);
  }

  private String text(String key) throws IOException {
    tokens.next();
    tokens.expect(JsonToken.VALUE_STRING, key + " is a text");
    return tokens.text();
  }

  private List<Entry> headers() throws IOException {
    tokens.next();
    tokens.expect(JsonToken.START_OBJECT, "headers is an object: environment variables by header");
    List<Entry> headers = new ArrayList<>();
    while (tokens.next() != JsonToken.END_OBJECT) {
      String name = tokens.name();
      Place place = tokens.place();
      tokens.next();
      tokens.expect(
          JsonToken.VALUE_STRING,
          "header %s is the name of an environment variable".formatted(name));
      requireVariable(
          new Entry("header " + name, new Texts(List.of(tokens.text())), tokens.file(), place));
      headers.add(
          new Entry(
              "header", new Texts(List.of(name + "=" + tokens.text())), tokens.file(), place));
    }
    return headers;
  }
}
