package assay.harness.sweep;

import assay.harness.catalog.Catalog;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import picocli.CommandLine.Model.OptionSpec;

/// The JSON Schema (draft 2020-12) of a plan, by which editors complete and check it. It is made of
/// the options themselves, so that it knows each of them with its description.
public final class PlanSchema {
  /// The dialect of the schemas.
  public static final String DRAFT = "https://json-schema.org/draft/2020-12/schema";

  private final PlanOptions options;

  /// Makes the schema over the suites of a catalog.
  public PlanSchema(Catalog catalog) {
    options = new PlanOptions(catalog);
  }

  /// Returns the schema as indented JSON that ends with a line break.
  public String text() {
    return indented(schema());
  }

  /// Returns a schema as indented JSON that ends with a line break.
  public static String indented(ObjectNode schema) {
    DefaultIndenter lines = new DefaultIndenter("  ", "\n");
    DefaultPrettyPrinter printer =
        new DefaultPrettyPrinter().withObjectIndenter(lines).withArrayIndenter(lines);
    try {
      return new JsonMapper().writer(printer).writeValueAsString(schema) + "\n";
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private ObjectNode schema() {
    ObjectNode schema =
        object("A plan of assay sweep", "Options that runs share, and what varies.");
    schema.put("$schema", DRAFT);
    ObjectNode keys = schema.putObject("properties");
    for (PlanKey key : PlanKey.values()) {
      keys.set(key.word(), titled(key));
    }
    ArrayNode varies = schema.putArray("anyOf");
    List.of(PlanKey.MODELS, PlanKey.AXES, PlanKey.REPEATS)
        .forEach(key -> varies.addObject().putArray("required").add(key.word()));
    ObjectNode parts = schema.putObject("$defs");
    parts.set("level", level());
    options.all().forEach(option -> parts.set(PlanOptions.name(option), option(option)));
    return schema;
  }

  private ObjectNode titled(PlanKey key) {
    ObjectNode said =
        switch (key) {
          case SCHEMA -> typed("string");
          case BASE -> base();
          case MODELS -> levels(reference("model"));
          case AXES -> axes();
          case REPEATS -> typed("integer").put("minimum", 2).put("maximum", Repeats.MOST);
          case ORDER -> order();
          case EXCLUDE -> exclude();
        };
    return said.put("title", key.word()).put("description", key.description());
  }

  private ObjectNode base() {
    ObjectNode base = closed();
    base.set("properties", references());
    return base;
  }

  private ObjectNode axes() {
    ObjectNode axes = typed("object").put("minProperties", 1);
    ObjectNode named = axes.putObject("properties");
    options.names().forEach(name -> named.set(name, levels(reference(name))));
    ObjectNode free = typed("array").put("minItems", 1);
    free.set("items", reference("level"));
    axes.set("additionalProperties", free);
    axes.putObject("propertyNames").put("pattern", "^[^=]*[^=\\s][^=]*$");
    return axes;
  }

  private static ObjectNode order() {
    ObjectNode order = typed("array").put("uniqueItems", true);
    order.set("items", typed("string"));
    return order;
  }

  private static ObjectNode exclude() {
    ObjectNode labels = typed("object").put("minProperties", 1);
    labels.set("additionalProperties", typed("string", "number", "boolean", "null"));
    ObjectNode exclude = typed("array");
    exclude.set("items", labels);
    return exclude;
  }

  private ObjectNode level() {
    ObjectNode level = closed();
    level.put("title", "level").put("description", "A level by its label, and what it sets.");
    ObjectNode keys = level.putObject("properties");
    keys.set(
        AxisReader.LABEL,
        typed("string", "number", "boolean")
            .put("description", "What the level is called in folders and reports."));
    keys.setAll(references());
    level.putArray("required").add(AxisReader.LABEL);
    return level;
  }

  private static ObjectNode levels(ObjectNode plain) {
    ObjectNode levels = typed("array").put("minItems", 1);
    levels.putObject("items").putArray("anyOf").add(plain).add(reference("level"));
    return levels;
  }

  private ObjectNode references() {
    ObjectNode references = JsonNodeFactory.instance.objectNode();
    options.names().forEach(name -> references.set(name, reference(name)));
    return references;
  }

  /// Returns the schema of what can be said of an option.
  public static ObjectNode option(OptionSpec option) {
    ObjectNode value = PlanOptions.isFlag(option) ? typed("boolean", "null") : value(option);
    return value
        .put("title", "%s %s".formatted(PlanOptions.name(option), option.paramLabel()).strip())
        .put("description", String.join(" ", option.description()).replace("%%", "%"));
  }

  private static ObjectNode value(OptionSpec option) {
    Class<?> type = option.auxiliaryTypes()[0];
    if (option.isMultiValue()) {
      ObjectNode several = typed("array", "string", "number", "boolean", "null").put("minItems", 1);
      several.set("items", typed("string", "number"));
      several.putObject("not").put("const", true);
      return several;
    }
    if (type.isEnum()) {
      ObjectNode one = JsonNodeFactory.instance.objectNode();
      ArrayNode words = one.putArray("enum");
      Arrays.stream(type.getEnumConstants()).map(String::valueOf).forEach(words::add);
      words.add(false).addNull();
      return one;
    }
    String json = number(type);
    ObjectNode one = typed(json, "string", "boolean", "null");
    if (!json.equals("string")) {
      one.put("pattern", json.equals("integer") ? "^[+-]?[0-9]+$" : "^[-+0-9.eE]+$");
    } else {
      one.withArray("type").add("number");
    }
    one.putObject("not").put("const", true);
    return one;
  }

  private static String number(Class<?> type) {
    if (List.of(Integer.class, int.class, Long.class, long.class).contains(type)) {
      return "integer";
    }
    return Number.class.isAssignableFrom(type) || type == double.class ? "number" : "string";
  }

  private static ObjectNode object(String title, String description) {
    return closed().put("title", title).put("description", description);
  }

  private static ObjectNode closed() {
    return typed("object").put("additionalProperties", false);
  }

  private static ObjectNode reference(String part) {
    return JsonNodeFactory.instance.objectNode().put("$ref", "#/$defs/" + part);
  }

  private static ObjectNode typed(String... types) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    if (types.length == 1) {
      return node.put("type", types[0]);
    }
    ArrayNode list = node.putArray("type");
    Arrays.stream(types).distinct().forEach(list::add);
    return node;
  }
}
