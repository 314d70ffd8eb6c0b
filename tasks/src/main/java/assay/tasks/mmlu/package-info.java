/// MMLU and MMLU-Redux: multiple-choice questions in 57 subjects.
///
/// The entry points are [Mmlu] and [MmluRedux]. Nothing here knows how an answer is found in a
/// completion.
package assay.tasks.mmlu;
