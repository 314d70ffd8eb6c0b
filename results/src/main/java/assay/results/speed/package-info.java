/// How fast a model was measured to be behind sequences of several lengths: [MeasuredSpeed], and
/// [SpeedFile], which reads what `assay bench --json` has printed. It knows no engine.
package assay.results.speed;
