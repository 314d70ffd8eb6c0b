package assay.engine.template;

import java.util.Optional;

/// The filter `tojson` of Transformers: `json.dumps(value, ensure_ascii=False)`, not escaped for
/// HTML as jinja2's own is.
final class JsonFilter {
  private JsonFilter() {}

  static Value apply(Value input, Arguments arguments) {
    Arguments.Bound bound =
        arguments.bind("tojson", 0, "ensure_ascii", "indent", "separators", "sort_keys");
    Optional<String> indent = bound.unlessNone("indent").map(JsonFilter::indent);
    Optional<SequenceValue> separators = bound.unlessNone("separators").map(JsonFilter::separators);
    return TextValue.of(
        Json.write(
            input,
            new Json.Style(
                bound.flag("ensure_ascii"),
                indent,
                separators
                    .map(pair -> Texts.str(pair.items().get(0)))
                    .orElse(indent.isPresent() ? "," : ", "),
                separators.map(pair -> Texts.str(pair.items().get(1))).orElse(": "),
                bound.flag("sort_keys"))));
  }

  private static String indent(Value value) {
    if (value instanceof TextValue text) {
      return text.text();
    }
    int width = Numbers.index(value, "tojson");
    CodePoints.checkLength(width);
    return " ".repeat(Math.max(0, width));
  }

  private static SequenceValue separators(Value value) {
    if (value instanceof SequenceValue pair
        && pair.items().size() == 2
        && pair.items().stream().allMatch(TextValue.class::isInstance)) {
      return pair;
    }
    throw new EvaluationException("tojson: separators must be a pair of strings");
  }
}
