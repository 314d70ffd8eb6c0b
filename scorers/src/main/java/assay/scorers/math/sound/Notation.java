package assay.scorers.math.sound;

import java.util.Map;
import java.util.Set;

/// Spellings of the same sign, and marks that only matter to the typesetter.
final class Notation {
  /// Commands that leave no trace in the meaning.
  static final Set<String> SILENT =
      Set.of(
          "left",
          "right",
          "big",
          "Big",
          "bigg",
          "Bigg",
          "bigl",
          "bigr",
          "Bigl",
          "Bigr",
          "biggl",
          "biggr",
          "Biggl",
          "Biggr",
          "middle",
          "quad",
          "qquad",
          "displaystyle",
          "textstyle",
          "scriptstyle",
          "limits",
          "nolimits",
          "hspace",
          "thinspace",
          "rm",
          "bf",
          "it",
          "space",
          "enspace",
          "phantom",
          "boldsymbol",
          "mathbf",
          "mathbin");

  /// Commands whose group is text.
  static final Set<String> TEXT_GROUPS =
      Set.of(
          "text",
          "mbox",
          "textbf",
          "textit",
          "textrm",
          "textnormal",
          "textup",
          "textsf",
          "texttt",
          "mathrm",
          "operatorname",
          "mathit",
          "mathsf",
          "hbox",
          "emph");

  /// Commands that stand for another command or symbol.
  static final Map<String, String> COMMANDS =
      Map.ofEntries(
          Map.entry("dfrac", "frac"),
          Map.entry("tfrac", "frac"),
          Map.entry("cfrac", "frac"),
          Map.entry("dbinom", "binom"),
          Map.entry("tbinom", "binom"),
          Map.entry("leq", "le"),
          Map.entry("leqslant", "le"),
          Map.entry("geq", "ge"),
          Map.entry("geqslant", "ge"),
          Map.entry("neq", "ne"),
          Map.entry("lt", "<"),
          Map.entry("gt", ">"),
          Map.entry("lbrace", "{"),
          Map.entry("rbrace", "}"),
          Map.entry("lbrack", "["),
          Map.entry("rbrack", "]"),
          Map.entry("lparen", "("),
          Map.entry("rparen", ")"),
          Map.entry("colon", ":"),
          Map.entry("vert", "|"),
          Map.entry("lvert", "|"),
          Map.entry("rvert", "|"),
          Map.entry("ast", "cdot"),
          Map.entry("degree", "circ"),
          Map.entry("varnothing", "emptyset"),
          Map.entry("approxeq", "approx"),
          Map.entry("bigcup", "cup"),
          Map.entry("div", "/"),
          Map.entry("slash", "/"),
          Map.entry("backslash", "setminus"),
          Map.entry("varphi", "phi"),
          Map.entry("vartheta", "theta"),
          Map.entry("varepsilon", "epsilon"),
          Map.entry("prime", "'"));

  /// Characters that stand for a command or symbol.
  static final Map<Integer, String> CHARACTERS =
      Map.ofEntries(
          Map.entry((int) '−', "-"),
          Map.entry((int) '–', "-"),
          Map.entry((int) '×', "\\times"),
          Map.entry((int) '·', "\\cdot"),
          Map.entry((int) '⋅', "\\cdot"),
          Map.entry((int) '*', "\\cdot"),
          Map.entry((int) '÷', "/"),
          Map.entry((int) '∕', "/"),
          Map.entry((int) '√', "\\sqrt"),
          Map.entry((int) 'π', "\\pi"),
          Map.entry((int) '∞', "\\infty"),
          Map.entry((int) '≤', "\\le"),
          Map.entry((int) '≥', "\\ge"),
          Map.entry((int) '≠', "\\ne"),
          Map.entry((int) '≈', "\\approx"),
          Map.entry((int) '∈', "\\in"),
          Map.entry((int) '∪', "\\cup"),
          Map.entry((int) '∩', "\\cap"),
          Map.entry((int) '±', "\\pm"),
          Map.entry((int) '∓', "\\mp"),
          Map.entry((int) '∅', "\\emptyset"),
          Map.entry((int) '∠', "\\angle"),
          Map.entry((int) '′', "'"),
          Map.entry((int) '’', "'"),
          Map.entry((int) '（', "("),
          Map.entry((int) '）', ")"),
          Map.entry((int) '，', ","),
          Map.entry((int) '；', ";"));

  /// Plain words that are signs.
  static final Map<String, String> WORDS =
      Map.of(
          "sqrt",
          "sqrt",
          "pi",
          "pi",
          "infinity",
          "infty",
          "inf",
          "infty",
          "oo",
          "infty",
          "percent",
          "%",
          "degrees",
          "circ",
          "degree",
          "circ");

  private Notation() {}
}
