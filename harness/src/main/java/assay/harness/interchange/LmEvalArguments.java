package assay.harness.interchange;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// The `model_args` of lm-evaluation-harness: `pretrained=org/name,dtype=float16`, or in newer
/// versions an object.
///
/// They may hold the key of an endpoint, which the program itself writes into its results. No value
/// whose name speaks of a secret is shown, nor what stands before the host of an address.
///
/// @param values in the order of the file
record LmEvalArguments(Map<String, String> values) {
  private static final Pattern SECRET =
      Pattern.compile(
          "(?i).*(api_?key|(^|_)key|token|secret|passw|auth|credential|header|cookie).*");

  /// Values that cannot be a secret, as of `add_bos_token`.
  private static final Pattern HARMLESS = Pattern.compile("(?i)true|false|none|null|\\d{1,9}");

  private static final Pattern TOKENIZER = Pattern.compile("(?i)tokeniz.*");
  private static final Pattern USER = Pattern.compile("//[^/@\\s]*@");
  private static final Pattern QUERY = Pattern.compile("(?<=://[^\\s?]{1,999})\\?\\S*");

  static LmEvalArguments of(JsonNode node) {
    Map<String, String> values = new LinkedHashMap<>();
    if (node.isObject()) {
      node.properties()
          .forEach(
              each -> {
                JsonNode value = each.getValue();
                values.put(each.getKey(), value.isValueNode() ? value.asText() : value.toString());
              });
    } else if (node.isTextual()) {
      for (String part : node.asText().split(",", -1)) {
        int equals = part.indexOf('=');
        if (equals > 0) {
          values.put(part.substring(0, equals).strip(), part.substring(equals + 1));
        }
      }
    }
    return new LmEvalArguments(values);
  }

  Optional<String> value(String name) {
    return Optional.ofNullable(values.get(name)).filter(value -> !value.equals("null"));
  }

  /// Returns the arguments in the form of the command line, secrets left out.
  String shown() {
    return values.entrySet().stream()
        .map(each -> each.getKey() + "=" + shown(each.getKey(), each.getValue()))
        .collect(Collectors.joining(","));
  }

  private static String shown(String name, String value) {
    boolean secret =
        SECRET.matcher(name).matches()
            && !TOKENIZER.matcher(name).matches()
            && !HARMLESS.matcher(value).matches();
    return secret
        ? "(not kept)"
        : QUERY.matcher(USER.matcher(value).replaceAll("//")).replaceAll("");
  }
}
