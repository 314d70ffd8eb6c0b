package assay.engine.template;

import java.time.Clock;
import java.time.LocalDateTime;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/// A Jinja template, ready to be rendered any number of times, also by several threads at once.
///
/// Its meaning is that of Python's jinja2 3.1 as Transformers sets it up: an immutable sandbox,
/// `trim_blocks` and `lstrip_blocks`, `break` and `continue`, the tag `generation`, the functions
/// `raise_exception` and `strftime_now`, and `tojson` as `json.dumps` without escapes. What jinja2
/// has and this does not (template inheritance, inclusion, autoescape, filters for web pages) is
/// refused with the line where it is used.
public final class Template {
  private final Statement.Block program;
  private final Map<Statement.Block, Set<String>> hiddenNames;

  private Template(Statement.Block program, Map<Statement.Block, Set<String>> hiddenNames) {
    this.program = program;
    this.hiddenNames = hiddenNames;
  }

  /// Returns the template with this source text.
  ///
  /// @throws TemplateException if it is malformed or uses what is not supported
  public static Template parse(String source) {
    Statement.Block program = Parser.parse(source);
    KnownNames.check(program);
    return new Template(program, LocalNames.hiddenNames(program));
  }

  /// Returns the text for these variables, within [RenderLimits#STANDARD].
  ///
  /// @param context variables by name: Map with String keys, List, String, Boolean, Integer, Long,
  ///   BigInteger, Double; `null` is JSON's null
  /// @param clock what `strftime_now` reads, in the clock's zone
  /// @throws TemplateException if the template refuses its context, fails, or passes a limit
  public String render(Map<String, ?> context, Clock clock) {
    return render(context, clock, RenderLimits.STANDARD);
  }

  /// Returns the text for these variables, within the given limits.
  ///
  /// @param context variables by name, see [#render(Map, Clock)]
  /// @param clock what `strftime_now` reads, in the clock's zone
  /// @param limits bounds of the rendering
  /// @throws TemplateException if the template refuses its context, fails, or passes a limit
  public String render(Map<String, ?> context, Clock clock, RenderLimits limits) {
    Map<String, Value> variables = new HashMap<>(Globals.at(LocalDateTime.now(clock)));
    variables.putAll(ContextValues.variables(context));
    return new Interpreter(hiddenNames, new Budget(limits)).render(program, variables);
  }
}
