/// AIME: contest problems whose answers are integers from 0 to 999, by year.
///
/// The entry point is [Aime]. Nothing here knows how an answer is found in a completion.
package assay.tasks.aime;
