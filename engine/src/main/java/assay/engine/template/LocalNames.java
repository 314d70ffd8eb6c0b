package assay.engine.template;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Finds the names that are undefined until their scope assigns them, even if the context has a
/// variable of that name.
///
/// jinja2 decides where a variable lives when it compiles: a name that a scope surely assigns, and
/// does not read before in the order of the text, is a local variable of that scope, also for inner
/// scopes that run earlier. So `{% for i in [1] %}{{ x }}{% endfor %}{% set x = 5 %}` prints
/// nothing whatever `x` is in the context.
///
/// Source: jinja2 3.1 `idtracking.py`.
final class LocalNames {

  /// Where a name that a scope mentions gets its first value from.
  private enum Origin {
    PARAMETER,
    OUTSIDE,
    NOWHERE
  }

  private final Map<Statement.Block, Set<String>> hidden;
  private final Optional<LocalNames> parent;
  private final Map<String, Origin> origins;
  private final Set<String> stores;

  private LocalNames(
      Map<Statement.Block, Set<String>> hidden,
      Optional<LocalNames> parent,
      Map<String, Origin> origins,
      Set<String> stores) {
    this.hidden = hidden;
    this.parent = parent;
    this.origins = new HashMap<>(origins);
    this.stores = new HashSet<>(stores);
  }

  /// Returns, for each scope of a template, the names that are undefined there until assigned.
  static Map<Statement.Block, Set<String>> hiddenNames(Statement.Block template) {
    Map<Statement.Block, Set<String>> hidden = new HashMap<>();
    LocalNames root = new LocalNames(hidden, Optional.empty(), Map.of(), Set.of());
    root.scope(template);
    return hidden;
  }

  /// Analyses a scope whose parameters are declared already, then the scopes inside it.
  private void scope(Statement.Block block) {
    scope(block, List.of());
  }

  private void scope(Statement.Block block, List<Expression> readLast) {
    block.statements().forEach(this::statement);
    readLast.forEach(this::read);
    Set<String> names = new HashSet<>();
    origins.forEach(
        (name, origin) -> {
          if (origin == Origin.NOWHERE) {
            names.add(name);
          }
        });
    hidden.put(block, Set.copyOf(names));
    block.statements().forEach(this::innerScopes);
  }

  private LocalNames inner() {
    return new LocalNames(hidden, Optional.of(this), Map.of(), Set.of());
  }

  private void statement(Statement statement) {
    switch (statement) {
      case Statement.Text _, Statement.Break _, Statement.Continue _, Statement.Generation _ -> {}
      case Statement.Print print -> read(print.value());
      case Statement.If conditional -> branches(conditional);
      case Statement.For loop -> read(loop.iterable());
      case Statement.Set set -> {
        read(set.value());
        assign(set.target());
      }
      case Statement.SetBlock set -> assign(set.target());
      case Statement.With with ->
          with.assignments().forEach(assignment -> read(assignment.value()));
      case Statement.FilterBlock block -> read(block.filter());
      case Statement.Macro macro -> store(macro.name());
      case Statement.CallBlock block -> read(block.call());
    }
  }

  /// A name that only some branches assign is looked up outside in the others.
  private void branches(Statement.If conditional) {
    Statement.Branch first = conditional.branches().getFirst();
    read(first.test());
    LocalNames body = copy();
    first.body().forEach(body::statement);
    LocalNames others = copy();
    for (Statement.Branch branch :
        conditional.branches().subList(1, conditional.branches().size())) {
      others.branches(new Statement.If(conditional.line(), List.of(branch), List.of()));
    }
    LocalNames otherwise = copy();
    conditional.otherwise().forEach(otherwise::statement);
    merge(List.of(body, others, otherwise));
  }

  private LocalNames copy() {
    return new LocalNames(hidden, parent, origins, stores);
  }

  private void merge(List<LocalNames> branches) {
    Set<String> assigned = new HashSet<>();
    branches.forEach(branch -> assigned.addAll(branch.stores));
    assigned.removeAll(stores);
    for (LocalNames branch : branches) {
      origins.putAll(branch.origins);
      stores.addAll(branch.stores);
    }
    assigned.forEach(name -> origins.put(name, Origin.OUTSIDE));
  }

  private void read(Expression expression) {
    Walk.visit(
        expression,
        part -> {
          if (part instanceof Expression.Name name) {
            load(name.name());
          }
        });
  }

  private void load(String name) {
    if (!isKnown(name)) {
      origins.put(name, Origin.OUTSIDE);
    }
  }

  private boolean isKnown(String name) {
    return origins.containsKey(name) || isKnownOutside(name);
  }

  private boolean isKnownOutside(String name) {
    return parent.isPresent() && parent.get().isKnown(name);
  }

  private void store(String name) {
    stores.add(name);
    origins.putIfAbsent(name, isKnownOutside(name) ? Origin.OUTSIDE : Origin.NOWHERE);
  }

  private void assign(Statement.Target target) {
    switch (target) {
      case Statement.Target.Variable variable -> store(variable.name());
      case Statement.Target.Member member -> load(member.namespace());
      case Statement.Target.Unpacking unpacking -> unpacking.parts().forEach(this::assign);
    }
  }

  private void declare(Statement.Target target) {
    switch (target) {
      case Statement.Target.Variable variable -> declare(variable.name());
      case Statement.Target.Member member -> load(member.namespace());
      case Statement.Target.Unpacking unpacking -> unpacking.parts().forEach(this::declare);
    }
  }

  private void declare(String parameter) {
    stores.add(parameter);
    origins.put(parameter, Origin.PARAMETER);
  }

  private void innerScopes(Statement statement) {
    switch (statement) {
      case Statement.Text _,
          Statement.Print _,
          Statement.Break _,
          Statement.Continue _,
          Statement.Set _ -> {}
      case Statement.If conditional -> {
        conditional.branches().forEach(branch -> branch.body().forEach(this::innerScopes));
        conditional.otherwise().forEach(this::innerScopes);
      }
      case Statement.For loop -> {
        LocalNames body = inner();
        body.declare("loop");
        body.declare(loop.target());
        body.scope(loop.body());
        inner().scope(loop.otherwise());
      }
      case Statement.SetBlock set -> inner().scope(set.body());
      case Statement.With with -> {
        LocalNames body = inner();
        with.assignments().forEach(assignment -> body.declare(assignment.target()));
        body.scope(with.body());
      }
      case Statement.FilterBlock block -> inner().scope(block.body(), List.of(block.filter()));
      case Statement.Macro macro -> function(macro.signature(), macro.body());
      case Statement.CallBlock block -> function(block.signature(), block.body());
      case Statement.Generation generation ->
          function(Statement.Signature.EMPTY, generation.body());
    }
  }

  private void function(Statement.Signature signature, Statement.Block block) {
    LocalNames body = inner();
    signature.names().forEach(body::declare);
    Specials.of(block).names().forEach(body::declare);
    signature.defaults().forEach(body::read);
    body.scope(block);
  }
}
