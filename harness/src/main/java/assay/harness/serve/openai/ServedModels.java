package assay.harness.serve.openai;

import assay.harness.serve.work.ServedModel;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.stream.Collectors;

/// The models that a request may name.
///
/// @param models at least one, each with a name of its own
/// @param since when they were opened, in seconds since 1970
public record ServedModels(List<ServedModel> models, long since) {
  public ServedModels {
    models = List.copyOf(models);
    if (models.isEmpty()) {
      throw new IllegalArgumentException("no model to serve");
    }
  }

  /// Returns the model that a request names; the only one need not be named.
  ///
  /// @throws ApiException if there is none of that name
  ServedModel of(RequestFields fields) throws ApiException {
    String name = fields.text("model").orElse("");
    if (name.isEmpty() && models.size() == 1) {
      return models.getFirst();
    }
    if (name.isEmpty()) {
      throw ApiException.field("model", "The request names no model. Served are " + names());
    }
    return named(name);
  }

  /// Returns the model of a name.
  ///
  /// @throws ApiException if there is none of that name
  public ServedModel named(String name) throws ApiException {
    for (ServedModel model : models) {
      if (model.id().equals(name)) {
        return model;
      }
    }
    throw ApiException.of(
        404,
        "model_not_found",
        "The model `%s` does not exist. Served are %s".formatted(name, names()));
  }

  private String names() {
    return models.stream().map(model -> "`" + model.id() + "`").collect(Collectors.joining(", "));
  }

  /// Returns the list of models.
  public ObjectNode json() {
    ObjectNode root = JsonNodeFactory.instance.objectNode().put("object", "list");
    models.forEach(model -> root.withArray("data").add(json(model)));
    return root;
  }

  /// Returns one model.
  public ObjectNode json(ServedModel model) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("id", model.id())
        .put("object", "model")
        .put("created", since)
        .put("owned_by", "assay")
        .put("max_model_len", model.positions());
  }
}
