/// SuperGPQA: questions of 285 graduate subjects.
///
/// The entry point is [SuperGpqa]. Nothing here knows how an answer is found in a completion.
package assay.tasks.supergpqa;
