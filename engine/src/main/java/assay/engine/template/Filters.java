package assay.engine.template;

import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/// The filters by name.
///
/// Source: jinja2 3.1 `filters.py`; `tojson` is that of Transformers.
final class Filters {

  /// A filter: what stands before `|`, and the arguments.
  @FunctionalInterface
  interface Filter {
    Value apply(Value input, Arguments arguments);
  }

  private static final Map<String, Filter> FILTERS =
      Map.ofEntries(
          Map.entry("abs", NumberFilters::abs),
          Map.entry("attr", ListFilters::attr),
          Map.entry("batch", ListFilters::batch),
          Map.entry("capitalize", TextFilters::capitalize),
          Map.entry("center", TextFilters::center),
          Map.entry("count", ListFilters::length),
          Map.entry("d", ListFilters::otherwise),
          Map.entry("default", ListFilters::otherwise),
          Map.entry("dictsort", SortFilters::dictSort),
          Map.entry("e", TextFilters::escape),
          Map.entry("escape", TextFilters::escape),
          Map.entry("first", ListFilters::first),
          Map.entry("float", NumberFilters::toFloat),
          Map.entry("forceescape", TextFilters::forceEscape),
          Map.entry("format", TextFilters::format),
          Map.entry("groupby", SortFilters::groupBy),
          Map.entry("indent", TextFilters::indent),
          Map.entry("int", NumberFilters::toInt),
          Map.entry("items", ListFilters::items),
          Map.entry("join", TextFilters::join),
          Map.entry("last", ListFilters::last),
          Map.entry("length", ListFilters::length),
          Map.entry("list", ListFilters::list),
          Map.entry("lower", TextFilters::lower),
          Map.entry("map", SelectionFilters::map),
          Map.entry("max", SortFilters::max),
          Map.entry("min", SortFilters::min),
          Map.entry("reject", SelectionFilters::reject),
          Map.entry("rejectattr", SelectionFilters::rejectByAttribute),
          Map.entry("replace", TextFilters::replace),
          Map.entry("reverse", ListFilters::reverse),
          Map.entry("round", NumberFilters::round),
          Map.entry("safe", TextFilters::safe),
          Map.entry("select", SelectionFilters::select),
          Map.entry("selectattr", SelectionFilters::selectByAttribute),
          Map.entry("slice", ListFilters::slice),
          Map.entry("sort", SortFilters::sort),
          Map.entry("string", TextFilters::string),
          Map.entry("sum", NumberFilters::sum),
          Map.entry("title", TextFilters::title),
          Map.entry("tojson", JsonFilter::apply),
          Map.entry("trim", TextFilters::trim),
          Map.entry("truncate", TextFilters::truncate),
          Map.entry("unique", SortFilters::unique),
          Map.entry("upper", TextFilters::upper),
          Map.entry("wordcount", TextFilters::wordCount));

  /// Filters of jinja2 that have no place in a prompt.
  private static final Set<String> UNSUPPORTED =
      Set.of(
          "filesizeformat",
          "pprint",
          "random",
          "striptags",
          "urlencode",
          "urlize",
          "wordwrap",
          "xmlattr");

  private Filters() {}

  static boolean isKnown(String name) {
    return FILTERS.containsKey(name);
  }

  /// Whether jinja2 has the filter, which is what `is filter` asks.
  static boolean existsInJinja(String name) {
    return isKnown(name) || UNSUPPORTED.contains(name);
  }

  static String unknown(String name) {
    return UNSUPPORTED.contains(name)
        ? "the filter '" + name + "' is not supported in chat templates"
        : "no filter named '"
            + name
            + "'; known are "
            + String.join(", ", new TreeSet<>(FILTERS.keySet()));
  }

  static Value apply(String name, Value input, Arguments arguments) {
    Filter filter = FILTERS.get(name);
    if (filter == null) {
      throw new EvaluationException(unknown(name));
    }
    return filter.apply(input, arguments);
  }
}
