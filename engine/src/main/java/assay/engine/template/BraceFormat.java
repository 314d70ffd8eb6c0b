package assay.engine.template;

import java.math.BigInteger;
import java.util.Optional;

/// Python's `str.format`: fields `{}`, `{0}`, `{name.attribute[key]!r:specification}`.
final class BraceFormat {
  private final TextValue template;
  private final Arguments arguments;
  private final StringBuilder out = new StringBuilder();
  private int automatic;
  private boolean numbered;

  private BraceFormat(TextValue template, Arguments arguments) {
    this.template = template;
    this.arguments = arguments;
  }

  static Value apply(TextValue template, Arguments arguments) {
    BraceFormat format = new BraceFormat(template, arguments);
    format.run(template.text());
    return template.with(format.out.toString());
  }

  private void run(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean doubled = i + 1 < text.length() && text.charAt(i + 1) == c;
      if ((c == '{' || c == '}') && doubled) {
        out.append(c);
        i++;
      } else if (c == '{') {
        int end = text.indexOf('}', i);
        String field = end < 0 ? "" : text.substring(i + 1, end);
        if (end < 0 || field.indexOf('{') >= 0) {
          throw new EvaluationException(
              "a field of format() does not end, or has fields inside it");
        }
        out.append(field(field));
        CodePoints.checkLength(out.length());
        i = end;
      } else if (c == '}') {
        throw new EvaluationException("Single '}' encountered in format string");
      } else {
        out.append(c);
      }
    }
  }

  private String field(String field) {
    int colon = field.indexOf(':');
    String head = colon < 0 ? field : field.substring(0, colon);
    FormatSpec spec = FormatSpec.parse(colon < 0 ? "" : field.substring(colon + 1));
    int bang = head.indexOf('!');
    Value value = value(bang < 0 ? head : head.substring(0, bang));
    String conversion = bang < 0 ? "" : head.substring(bang + 1);
    return switch (conversion) {
      case "" -> format(spec, value);
      case "s" -> format(spec, TextValue.of(Texts.str(value)));
      case "r" -> format(spec, TextValue.of(Texts.repr(value)));
      default -> throw new EvaluationException("Unknown conversion specifier '" + conversion + "'");
    };
  }

  private String format(FormatSpec spec, Value value) {
    if (!template.markup()) {
      return spec.format(value);
    }
    boolean isMarkup = value instanceof TextValue text && text.markup();
    return isMarkup ? Texts.str(value) : TextValue.escape(spec.format(value));
  }

  private Value value(String path) {
    int end = 0;
    while (end < path.length() && path.charAt(end) != '.' && path.charAt(end) != '[') {
      end++;
    }
    Value value = argument(path.substring(0, end));
    int position = end;
    while (position < path.length()) {
      int next = position + 1;
      if (path.charAt(position) == '.') {
        while (next < path.length() && path.charAt(next) != '.' && path.charAt(next) != '[') {
          next++;
        }
        value = Attributes.attribute(value, path.substring(position + 1, next));
        position = next;
      } else {
        next = path.indexOf(']', position);
        if (path.charAt(position) != '[' || next < 0) {
          throw new EvaluationException("malformed field of format()");
        }
        String key = path.substring(position + 1, next);
        Optional<Value> index = Numbers.parseInt(key, 10).map(NumberValue.Int::new);
        value = Attributes.item(value, index.orElse(TextValue.of(key)));
        position = next + 1;
      }
    }
    return value;
  }

  private Value argument(String name) {
    boolean isIndex = !name.isEmpty() && name.chars().allMatch(c -> c >= '0' && c <= '9');
    if (name.isEmpty() || isIndex) {
      if ((automatic > 0 && isIndex) || (numbered && !isIndex)) {
        throw new EvaluationException("cannot mix numbered and automatic fields of format()");
      }
      numbered = isIndex;
      int index =
          isIndex
              ? Numbers.index(new NumberValue.Int(new BigInteger(name)), "format")
              : automatic++;
      if (index >= arguments.positional().size()) {
        throw new EvaluationException("format() has no argument " + index);
      }
      return arguments.positional().get(index);
    }
    return Optional.ofNullable(arguments.named().get(name))
        .orElseThrow(() -> new EvaluationException("format() has no argument '" + name + "'"));
  }
}
