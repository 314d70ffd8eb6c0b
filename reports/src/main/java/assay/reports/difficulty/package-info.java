/// How hard each question is, learnt from other models' runs, and what a part of the questions says
/// about all of them when that is known.
///
/// Start with [Difficulty], which [DifficultyFile] stores, and [Adjustment], which uses it. Only
/// questions that were drawn at random can be adjusted; the plain figure always stands beside.
package assay.reports.difficulty;
