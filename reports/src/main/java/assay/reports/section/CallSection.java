package assay.reports.section;

import assay.reports.run.RunReport;
import assay.reports.section.CallTables.Row;
import assay.reports.table.DataFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What servers say of the calls, and what the calls cost.
final class CallSection {
  private CallSection() {}

  static Optional<Section> of(List<RunReport> runs) {
    List<Row> rows =
        CallTables.known(runs.stream().map(run -> new Row(run.name(), run.calls())).toList());
    if (rows.isEmpty()) {
      return Optional.empty();
    }
    List<Part> parts = new ArrayList<>();
    CallTables.warnings(rows).forEach(words -> parts.add(new Part.Warning(words)));
    CallTables.of(rows).forEach(table -> parts.add(Part.of(table)));
    return Optional.of(
        Section.of(
            "calls",
            "Calls and cost",
            parts,
            List.of(new DataFile<>("calls", CallTables.columns(), rows))));
  }
}
