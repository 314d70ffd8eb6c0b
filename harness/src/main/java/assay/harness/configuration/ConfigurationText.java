package assay.harness.configuration;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// A configuration as people and programs read it.
public final class ConfigurationText {
  private final Configuration configuration;
  private final Map<String, String> environment;

  /// Describes a configuration.
  ///
  /// @param environment of which only is said whether a variable is set
  public ConfigurationText(Configuration configuration, Map<String, String> environment) {
    this.configuration = configuration;
    this.environment = environment;
  }

  /// Returns whether a file is there, in words.
  public static String file(Path file) {
    return "file      %s%s".formatted(file, Files.isRegularFile(file) ? "" : " (not there)");
  }

  private record Line(String what, String value, String where) {}

  /// Returns a line for each thing that is said, with its place.
  public String lines() {
    List<Line> lines = new ArrayList<>();
    for (NamedEndpoint endpoint : configuration.endpoints().values()) {
      lines.add(
          new Line("endpoint " + endpoint.name(), endpoint.address(), endpoint.said().where()));
      endpoint.options().forEach(each -> lines.add(line("  " + each.option(), each)));
    }
    configuration.defaults().values().forEach(each -> lines.add(line(each.option(), each)));
    if (lines.isEmpty()) {
      return "nothing is configured\n";
    }
    int what = lines.stream().mapToInt(line -> line.what().length()).max().orElse(0);
    int value = lines.stream().mapToInt(line -> line.value().length()).max().orElse(0);
    StringBuilder text = new StringBuilder();
    for (Line line : lines) {
      text.append(line.what())
          .repeat(' ', what - line.what().length() + 2)
          .append(line.value())
          .repeat(' ', value - line.value().length() + 2)
          .append(line.where())
          .append('\n');
    }
    return text.toString();
  }

  private Line line(String what, Entry entry) {
    return new Line(what, entry.shown() + variable(entry), entry.where());
  }

  private String variable(Entry entry) {
    return switch (entry.option()) {
      case "api-key-env" -> isSet(entry.shown());
      case "header" -> isSet(entry.shown().substring(entry.shown().indexOf('=') + 1));
      default -> "";
    };
  }

  private String isSet(String variable) {
    return environment.getOrDefault(variable, "").isBlank() ? " (not set)" : " (set)";
  }

  /// Returns the same as one JSON object and a line break.
  public String json() {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    ObjectNode endpoints = node.putObject("endpoints");
    for (NamedEndpoint endpoint : configuration.endpoints().values()) {
      ObjectNode each = endpoints.putObject(endpoint.name());
      each.put("address", endpoint.address()).put("from", endpoint.said().where());
      ObjectNode options = each.putObject("options");
      endpoint.options().forEach(entry -> put(options, entry));
    }
    ObjectNode defaults = node.putObject("defaults");
    configuration.defaults().values().forEach(entry -> put(defaults, entry));
    return node.toPrettyString() + "\n";
  }

  private static void put(ObjectNode node, Entry entry) {
    node.withArray("/" + entry.option())
        .addObject()
        .put("value", entry.shown())
        .put("from", entry.where());
  }
}
