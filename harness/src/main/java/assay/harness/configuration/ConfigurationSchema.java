package assay.harness.configuration;

import assay.harness.catalog.Catalog;
import assay.harness.sweep.PlanSchema;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/// The JSON Schema (draft 2020-12) of configurations, made of the options themselves.
public final class ConfigurationSchema {
  private final ConfigurableOptions options;

  /// Makes the schema over the suites of a catalog.
  public ConfigurationSchema(Catalog catalog) {
    options = new ConfigurableOptions(catalog);
  }

  /// Returns the schema as indented JSON that ends with a line break.
  public String text() {
    ObjectNode schema =
        closed("A configuration of Assay", "Endpoints by name, and defaults of assay run.");
    schema.put("$schema", PlanSchema.DRAFT);
    ObjectNode keys = schema.putObject("properties");
    keys.putObject(ConfigurationReader.SCHEMA).put("type", "string");
    ObjectNode endpoints = keys.putObject(ConfigurationReader.ENDPOINTS);
    endpoints.put("type", "object").put("description", "By the name that --model takes.");
    endpoints.set("additionalProperties", endpoint());
    ObjectNode defaults =
        closed("defaults", "Options of assay run, where the command line does not give them.");
    describe(defaults, options.defaults());
    keys.set(ConfigurationReader.DEFAULTS, defaults);
    return PlanSchema.indented(schema);
  }

  private ObjectNode endpoint() {
    ObjectNode endpoint = closed("endpoint", "An endpoint, and how it is called.");
    describe(endpoint, options.ofEndpoints());
    ObjectNode keys = endpoint.withObject("/properties");
    text(keys, ConfigurationReader.URL, "Where it is, as http(s)://host/v1.");
    text(keys, ConfigurationReader.MODEL, "What the endpoint calls the model.");
    ObjectNode headers = keys.putObject(ConfigurationReader.HEADERS);
    headers
        .put("type", "object")
        .put("description", "By header, the environment variable that holds its value.");
    headers.putObject("additionalProperties").put("type", "string");
    List.of(ConfigurationReader.URL, ConfigurationReader.MODEL)
        .forEach(endpoint.withArray("/required")::add);
    return endpoint;
  }

  private void describe(ObjectNode object, List<String> names) {
    ObjectNode keys = object.putObject("properties");
    names.forEach(name -> keys.set(name, PlanSchema.option(options.option(name))));
  }

  private static void text(ObjectNode keys, String key, String words) {
    keys.putObject(key).put("type", "string").put("description", words);
  }

  private static ObjectNode closed(String title, String words) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("type", "object")
        .put("additionalProperties", false)
        .put("title", title)
        .put("description", words);
  }
}
