/// MMLU-Pro: multiple-choice questions in 14 subjects, with the prompts of its two official
/// scripts.
///
/// The entry point is [MmluPro]. Nothing here knows how an answer is found in a completion.
package assay.tasks.mmlupro;
