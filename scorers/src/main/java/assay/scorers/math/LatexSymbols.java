package assay.scorers.math;

import java.util.Map;

/// The characters that the Python package pylatexenc writes for commands without arguments, as far
/// as they occur in answers.
///
/// Source: pylatexenc 2.11, `latex2text`, its defaults.
final class LatexSymbols {
  private static final Map<String, String> SYMBOLS =
      Map.ofEntries(
          Map.entry("pi", "π"),
          Map.entry("theta", "θ"),
          Map.entry("alpha", "α"),
          Map.entry("beta", "β"),
          Map.entry("gamma", "γ"),
          Map.entry("delta", "δ"),
          Map.entry("lambda", "λ"),
          Map.entry("mu", "μ"),
          Map.entry("phi", "ϕ"),
          Map.entry("varphi", "φ"),
          Map.entry("omega", "ω"),
          Map.entry("sigma", "σ"),
          Map.entry("tau", "τ"),
          Map.entry("rho", "ρ"),
          Map.entry("epsilon", "ϵ"),
          Map.entry("psi", "ψ"),
          Map.entry("chi", "χ"),
          Map.entry("eta", "η"),
          Map.entry("xi", "ξ"),
          Map.entry("zeta", "ζ"),
          Map.entry("kappa", "κ"),
          Map.entry("nu", "ν"),
          Map.entry("ell", "ℓ"),
          Map.entry("Delta", "Δ"),
          Map.entry("Omega", "Ω"),
          Map.entry("Gamma", "Γ"),
          Map.entry("Theta", "Θ"),
          Map.entry("Lambda", "Λ"),
          Map.entry("Sigma", "Σ"),
          Map.entry("Phi", "Φ"),
          Map.entry("Psi", "Ψ"),
          Map.entry("Pi", "Π"),
          Map.entry("infty", "∞"),
          Map.entry("cup", "∪"),
          Map.entry("cap", "∩"),
          Map.entry("le", "≤"),
          Map.entry("leq", "≤"),
          Map.entry("ge", "≥"),
          Map.entry("geq", "≥"),
          Map.entry("neq", "≠"),
          Map.entry("geqslant", "⩾"),
          Map.entry("leqslant", "⩽"),
          Map.entry("in", "∈"),
          Map.entry("pm", "±"),
          Map.entry("mp", "∓"),
          Map.entry("times", "×"),
          Map.entry("cdot", "·"),
          Map.entry("div", "÷"),
          Map.entry("circ", "∘"),
          Map.entry("angle", "∠"),
          Map.entry("approx", "≈"),
          Map.entry("equiv", "≡"),
          Map.entry("to", "→"),
          Map.entry("rightarrow", "→"),
          Map.entry("emptyset", "∅"),
          Map.entry("setminus", "∖"),
          Map.entry("mid", "|"),
          Map.entry("prime", "'"),
          Map.entry("ldots", "…"),
          Map.entry("dots", "…"),
          Map.entry("cdots", "⋯"),
          Map.entry("lfloor", "⌊"),
          Map.entry("rfloor", "⌋"),
          Map.entry("lceil", "⌈"),
          Map.entry("rceil", "⌉"),
          Map.entry("langle", "⟨"),
          Map.entry("rangle", "⟩"),
          Map.entry("ast", "∗"),
          Map.entry("star", "⋆"),
          Map.entry("sum", "∑"),
          Map.entry("prod", "∏"),
          Map.entry("int", "∫"),
          Map.entry("partial", "∂"),
          Map.entry("lim", "lim"),
          Map.entry("max", "max"),
          Map.entry("min", "min"),
          Map.entry("sin", "sin"),
          Map.entry("cos", "cos"),
          Map.entry("tan", "tan"),
          Map.entry("arcsin", "arcsin"),
          Map.entry("arccos", "arccos"),
          Map.entry("arctan", "arctan"),
          Map.entry("log", "log"),
          Map.entry("ln", "ln"),
          Map.entry("exp", "exp"),
          Map.entry("sinh", "sinh"),
          Map.entry("cosh", "cosh"),
          Map.entry("tanh", "tanh"),
          Map.entry("quad", "  "),
          Map.entry("qquad", "    "),
          Map.entry("textdegree", "°"),
          Map.entry("square", "□"));

  private LatexSymbols() {}

  /// Returns what a command becomes; nothing where the package does not know it.
  ///
  /// @param name without the backslash
  static String plain(String name) {
    return SYMBOLS.getOrDefault(name, "");
  }
}
