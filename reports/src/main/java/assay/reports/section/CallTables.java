package assay.reports.section;

import assay.reports.run.CallUse;
import assay.reports.run.CallUse.Bill;
import assay.reports.run.StreamUse;
import assay.reports.run.TokenUse;
import assay.reports.table.Cell;
import assay.reports.table.Column;
import assay.reports.table.JsonRows;
import assay.reports.table.Table;
import assay.reports.table.Unit;
import assay.reports.text.Figures;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.function.ToLongFunction;

/// The calls and the cost of runs side by side, as tables.
public final class CallTables {
  private static final Column<Row> RUN = Column.text("run", "run", "the run's name", Row::run);
  private static final Column<Row> CURRENCY =
      Column.<Row>known("currency", row -> row.use().bill().map(Bill::currency))
          .in("currency", "of all amounts");
  private static final List<Column<Row>> COST =
      List.of(
          CURRENCY,
          money("paid", bill -> Cell.of(bill.paid().doubleValue()))
              .in("paid", "for answers that were asked for"),
          money("all answers", bill -> Cell.of(bill.worth().doubleValue()))
              .in("cost", "of all answers, kept ones at what they cost when they were asked for"),
          money("per sample", bill -> Cell.of(bill.perSample()))
              .in("cost_per_sample", "of all answers, over samples"),
          money("per right answer", bill -> Cell.of(bill.perCorrect()))
              .in("cost_per_correct", "of all answers, over right ones"),
          Column.<Row>number(
                  Unit.COUNT, "", row -> Cell.of(row.use().bill(), bill -> Cell.of(bill.priced())))
              .in("answers_priced", "answers whose price is known"));
  private static final List<Column<Row>> CALLS =
      List.of(
          Column.count(
              "answers", "answers", "attempts with a completion", row -> row.use().answers()),
          Column.<Row>count("from cache", row -> row.use().kept())
              .in("answers_kept", "answers that were kept from earlier calls"),
          Column.<Row>count("tries", row -> row.use().tries())
              .in("tries", "calls that were made for the other answers, repeated ones among them"),
          Column.<Row>count("retried", row -> row.use().retried())
              .in("answers_retried", "answers that came only after several tries"),
          tokens("prompt tokens", TokenUse::prompt, TokenUse::promptsCounted)
              .in("prompt_tokens", "of all prompts"),
          tokens("cached", TokenUse::cached, TokenUse::cachedCounted)
              .in("cached_tokens", "of these, what the server had computed before"),
          tokens("completion tokens", TokenUse::completion, TokenUse::completionsCounted)
              .in("completion_tokens", "generated"),
          tokens("reasoning", TokenUse::reasoning, TokenUse::reasoningCounted)
              .in("reasoning_tokens", "of these, thoughts"),
          seconds("first token", stream -> stream.firstToken().value())
              .in("first_token_seconds", "a median over streamed answers"),
          seconds("between tokens", stream -> stream.betweenTokens().value())
              .in("between_tokens_seconds", "a median over streamed answers' means"),
          seconds("longest gap", StreamUse::longestGap)
              .in("longest_gap_seconds", "the longest time between two tokens"),
          Column.<Row>number(Unit.COUNT, "streamed", CallTables::streamed)
              .in("answers_streamed", "answers whose first token was timed"),
          Column.<Row>known("model by its server", CallTables::models)
              .in("server_models", "names of what answered, as the server has them"));

  private CallTables() {}

  /// A run by its name.
  ///
  /// @param run its name
  /// @param use what is known of its calls
  public record Row(String run, CallUse use) {}

  private static Cell streamed(Row row) {
    long n = row.use().stream().firstToken().n();
    return n == 0 ? Cell.UNKNOWN : Cell.of(n);
  }

  private static Column<Row> seconds(String header, Function<StreamUse, OptionalDouble> of) {
    return Column.number(Unit.SECONDS, header, row -> Cell.of(of.apply(row.use().stream())));
  }

  private static Optional<String> models(Row row) {
    return row.use().models().isEmpty()
        ? Optional.empty()
        : Optional.of(String.join(", ", row.use().models().keySet()));
  }

  private static Column<Row> money(String header, Function<Bill, Cell> of) {
    return Column.number(Unit.MONEY, header, row -> Cell.of(row.use().bill(), of));
  }

  private static Column<Row> tokens(
      String header, ToLongFunction<TokenUse> of, ToLongFunction<TokenUse> counted) {
    return Column.number(
        Unit.TOKENS,
        header,
        row ->
            counted.applyAsLong(row.use().tokens()) == 0
                ? Cell.UNKNOWN
                : Cell.of(of.applyAsLong(row.use().tokens())));
  }

  /// Returns the tables of the runs whose calls are known; none where none are.
  public static List<Table<?>> of(List<Row> all) {
    List<Row> rows = known(all);
    List<Table<?>> tables = new ArrayList<>();
    List<Row> paid = rows.stream().filter(row -> row.use().bill().isPresent()).toList();
    if (!paid.isEmpty()) {
      List<Column<Row>> columns = new ArrayList<>(List.of(RUN));
      columns.addAll(COST.subList(0, COST.size() - 1));
      tables.add(new Table<>("Cost", columns, paid, costNotes(paid)));
    }
    if (!rows.isEmpty()) {
      List<Column<Row>> columns = new ArrayList<>(List.of(RUN));
      columns.addAll(CALLS);
      tables.add(new Table<>("Calls", columns, rows, List.of()).withoutEmptyColumns());
    }
    return tables;
  }

  private static List<String> costNotes(List<Row> rows) {
    List<String> notes = new ArrayList<>();
    notes.add(
        "By the prices in the runs' manifests. All answers: those from the cache at what they cost"
            + " when they were asked for. A call that failed counts as nothing.");
    for (Row row : rows) {
      long priced = row.use().bill().orElseThrow().priced();
      if (priced < row.use().answers()) {
        notes.add(
            "%s: only %s of %s answers have a price."
                .formatted(row.run(), Figures.count(priced), Figures.count(row.use().answers())));
      }
    }
    return notes;
  }

  /// Returns the runs of whose calls anything is known.
  static List<Row> known(List<Row> rows) {
    return rows.stream().filter(row -> row.use().known()).toList();
  }

  /// Returns a sentence for each run that was answered by models of several names.
  public static List<String> warnings(List<Row> rows) {
    return rows.stream()
        .filter(row -> row.use().models().size() > 1)
        .map(CallTables::severalModels)
        .toList();
  }

  private static String severalModels(Row row) {
    List<String> names = new ArrayList<>();
    row.use().models().forEach((name, n) -> names.add(name + " " + Figures.count(n) + " times"));
    return "%s was answered by more than one model: %s."
        .formatted(row.run(), String.join(", ", names));
  }

  /// Returns all columns for programs.
  static List<Column<Row>> columns() {
    List<Column<Row>> columns = new ArrayList<>(List.of(RUN));
    columns.addAll(CALLS);
    columns.addAll(COST);
    return columns;
  }

  /// Returns the runs for programs; empty where nothing is known.
  public static Optional<ArrayNode> json(List<Row> rows) {
    List<Row> known = known(rows);
    return known.isEmpty() ? Optional.empty() : Optional.of(JsonRows.of(columns(), known));
  }
}
