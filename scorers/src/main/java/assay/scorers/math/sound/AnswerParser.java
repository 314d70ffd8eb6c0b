package assay.scorers.math.sound;

import assay.scorers.math.algebra.Expression;
import assay.scorers.math.algebra.Expression.Constant;
import assay.scorers.math.algebra.Expression.Interval;
import assay.scorers.math.algebra.Expression.Listing;
import assay.scorers.math.algebra.Expression.Negation;
import assay.scorers.math.algebra.Expression.Ratio;
import assay.scorers.math.algebra.Expression.Relation;
import assay.scorers.math.algebra.Expression.SetOperation;
import assay.scorers.math.algebra.Expression.Sign;
import assay.scorers.math.algebra.Expression.Tuple;
import assay.scorers.math.algebra.Expression.Union;
import assay.scorers.math.sound.Token.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Parses whole answers: lists, relations, set operations, proportions, and the labels behind
/// values.
///
/// ```
/// answer   = element { ("," | ";" | "and" | "or") element }; ";" and "or" end a group
/// element  = operand { sign operand }
/// operand  = set [ label ]
/// set      = ratio { ("\cup" | "\cap" | "\setminus") ratio }
/// ratio    = sum { ":" sum }
/// ```
///
/// [TermParser] parses sums. One instance parses one answer.
final class AnswerParser {
  private static final Map<String, Sign> SYMBOLS =
      Map.of("=", Sign.EQUAL, "<", Sign.LESS, ">", Sign.GREATER);
  private static final Map<String, Sign> COMMANDS =
      Map.of(
          "le",
          Sign.LESS_OR_EQUAL,
          "ge",
          Sign.GREATER_OR_EQUAL,
          "ne",
          Sign.NOT_EQUAL,
          "approx",
          Sign.APPROXIMATE,
          "in",
          Sign.IN);

  private final TokenStream tokens;
  private final TermParser terms;
  private boolean colonEndsElement;
  private boolean alternatives;
  private boolean groupEnded;

  private AnswerParser(TokenStream tokens) {
    this.tokens = tokens;
    this.terms = new TermParser(tokens, this);
  }

  /// Returns the answer that the text denotes.
  ///
  /// @throws UnreadableException if the text is not in the notation of answers
  static Expression parse(String text) throws UnreadableException {
    TokenStream tokens = new TokenStream(Lexer.read(text));
    AnswerParser parser = new AnswerParser(tokens);
    List<List<Expression>> groups = parser.groups();
    if (tokens.peek().kind() != Kind.END) {
      throw new UnreadableException("not expected: " + tokens.peek().text());
    }
    List<Expression> flat = groups.stream().flatMap(List::stream).toList();
    List<Expression> elements =
        Optional.of(groups)
            .filter(Collections::nameTheSame)
            .or(() -> Collections.periods(flat))
            .map(named -> named.stream().<Expression>map(Tuple::new).toList())
            .orElse(flat);
    if (elements.size() == 1) {
      return elements.getFirst();
    }
    Listing list = new Listing(elements, parser.alternatives);
    return parser.alternatives ? list : Compounds.join(elements).orElse(list);
  }

  /// Parses at least one element and all that separators join to it.
  List<Expression> elements() throws UnreadableException {
    return groups().stream().flatMap(List::stream).toList();
  }

  /// Parses elements as [#elements] does, in the groups that semicolons and "or" make of them.
  private List<List<Expression>> groups() throws UnreadableException {
    tokens.enter();
    List<List<Expression>> groups = new ArrayList<>();
    List<Expression> group = new ArrayList<>(List.of(element()));
    groups.add(group);
    while (takeSeparators() && !atEnd()) {
      if (groupEnded) {
        group = new ArrayList<>();
        groups.add(group);
      }
      group.add(element());
    }
    tokens.leave();
    return groups;
  }

  /// Parses the elements of a set, in which a colon begins the condition.
  List<Expression> setElements() throws UnreadableException {
    boolean before = colonEndsElement;
    colonEndsElement = true;
    List<Expression> elements = elements();
    colonEndsElement = before;
    return elements;
  }

  private boolean takeSeparators() {
    int start = tokens.position();
    groupEnded = false;
    while (takeSeparator()) {
      // "5, and 6" has two separators in a row.
    }
    return tokens.position() > start;
  }

  private boolean takeSeparator() {
    if (tokens.takeSymbol(",")) {
      return true;
    }
    if (tokens.takeSymbol(";")) {
      groupEnded = true;
      return true;
    }
    Optional<String> word = Labels.connective(tokens.peek());
    if (word.isPresent()) {
      tokens.take();
      boolean or = word.get().equals("or");
      alternatives |= or;
      groupEnded |= or;
    }
    return word.isPresent();
  }

  private boolean atEnd() {
    Token next = tokens.peek();
    return next.kind() == Kind.END
        || next.isSymbol(")")
        || next.isSymbol("]")
        || next.isSymbol("}")
        || next.isSymbol("\\}");
  }

  private Expression element() throws UnreadableException {
    tokens.takeSymbol("=");
    if (isBound(tokens.peek())) {
      return ray(takeSign().orElseThrow());
    }
    Expression first = operand();
    List<Expression> operands = new ArrayList<>(List.of(first));
    List<Sign> signs = new ArrayList<>();
    for (Optional<Sign> sign = takeSign(); sign.isPresent(); sign = takeSign()) {
      signs.add(sign.get());
      operands.add(operand());
    }
    return signs.isEmpty() ? first : new Relation(operands, signs);
  }

  private static boolean isBound(Token token) {
    return token.isSymbol("<")
        || token.isSymbol(">")
        || token.isCommand("le")
        || token.isCommand("ge");
  }

  /// Parses the bound of an inequality without its left side, as in `\ge 5`: all values for which
  /// it holds.
  private Expression ray(Sign sign) throws UnreadableException {
    Expression bound = operand();
    Expression below = new Negation(Constant.INFINITY);
    return switch (sign) {
      case GREATER -> new Interval(bound, Constant.INFINITY, false, false);
      case GREATER_OR_EQUAL -> new Interval(bound, Constant.INFINITY, true, false);
      case LESS -> new Interval(below, bound, false, false);
      case LESS_OR_EQUAL -> new Interval(below, bound, false, true);
      case EQUAL, APPROXIMATE, NOT_EQUAL, IN -> throw new UnreadableException("no bound");
    };
  }

  private Optional<Sign> takeSign() {
    Token next = tokens.peek();
    Sign sign =
        switch (next.kind()) {
          case SYMBOL -> SYMBOLS.get(next.text());
          case COMMAND -> COMMANDS.get(next.text());
          case NUMBER, NAME, TEXT, END -> null;
        };
    if (sign != null) {
      tokens.take();
    }
    return Optional.ofNullable(sign);
  }

  private Expression operand() throws UnreadableException {
    Optional<String> currency = Labels.currency(tokens.peek());
    if (currency.isPresent()) {
      tokens.take();
    }
    Expression amount = sets();
    Expression value =
        currency.<Expression>map(unit -> new Expression.Quantity(amount, unit)).orElse(amount);
    List<String> label = new ArrayList<>();
    while (tokens.peek().kind() == Kind.TEXT && Labels.connective(tokens.peek()).isEmpty()) {
      label.add(tokens.take().text());
      unitPower().ifPresent(label::add);
      unitSign().ifPresent(label::add);
    }
    return label.isEmpty() ? value : Labels.attach(value, String.join(" ", label));
  }

  /// Takes the exponent of a unit, as in `\text{cm}^{3}`.
  private Optional<String> unitPower() {
    if (!tokens.peek().isSymbol("^")) {
      return Optional.empty();
    }
    int group = tokens.peekAfter(1).isSymbol("{") ? 1 : 0;
    int sign = tokens.peekAfter(1 + group).isSymbol("-") ? 1 : 0;
    Token number = tokens.peekAfter(1 + group + sign);
    boolean closed = group == 0 || tokens.peekAfter(2 + group + sign).isSymbol("}");
    if (number.kind() != Kind.NUMBER || !closed) {
      return Optional.empty();
    }
    tokens.skip(2 + 2 * group + sign);
    return Optional.of("^" + (sign == 1 ? "-" : "") + number.text());
  }

  /// Takes a sign between two units, as in `\text{m}/\text{s}`.
  private Optional<String> unitSign() {
    Token sign = tokens.peek();
    boolean over = sign.isSymbol("/");
    boolean unit = tokens.peekAfter(1).kind() == Kind.TEXT;
    if (!unit || !(over || sign.isCommand("cdot") || sign.isCommand("times"))) {
      return Optional.empty();
    }
    tokens.take();
    return over ? Optional.of("per") : Optional.of("");
  }

  private Expression sets() throws UnreadableException {
    Expression left = ratio();
    while (true) {
      if (tokens.takeCommand("cup")) {
        List<Expression> parts =
            new ArrayList<>(left instanceof Union(List<Expression> known) ? known : List.of(left));
        parts.add(ratio());
        left = new Union(parts);
      } else if (tokens.peek().isCommand("cap") || tokens.peek().isCommand("setminus")) {
        left = new SetOperation(tokens.take().text(), left, ratio());
      } else {
        return left;
      }
    }
  }

  private Expression ratio() throws UnreadableException {
    Expression first = terms.sum();
    List<Expression> parts = new ArrayList<>(List.of(first));
    while (!colonEndsElement && tokens.takeSymbol(":")) {
      parts.add(terms.sum());
    }
    return parts.size() == 1 ? first : new Ratio(parts);
  }
}
