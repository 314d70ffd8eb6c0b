package assay.reports.view;

import assay.reports.run.Accuracy;
import assay.results.SampleRecord;
import java.util.List;
import java.util.Objects;
import java.util.OptionalDouble;

/// How far a run is at one moment.
///
/// @param generation changes when what was read before no longer counts: the page loads itself
///   again
/// @param state what it is doing
/// @param remark a sentence on it; empty where the state says all
/// @param planned attempts that the run is to make
/// @param lines records that can be asked for, repeated attempts included
/// @param accuracy over the records so far
/// @param perSecond attempts a second; empty if nothing arrives or it is not known yet
/// @param last the last records, the newest first
record LiveStatus(
    int generation,
    RunState state,
    String remark,
    long planned,
    int lines,
    Accuracy accuracy,
    OptionalDouble perSecond,
    List<SampleRecord> last) {

  LiveStatus {
    Objects.requireNonNull(state);
    Objects.requireNonNull(remark);
    Objects.requireNonNull(accuracy);
    Objects.requireNonNull(perSecond);
    last = List.copyOf(last);
  }

  /// Returns how many attempts have a record.
  long done() {
    return accuracy.counts().total();
  }
}
