/// GPQA: questions of graduate students, whose four options are put into a drawn order.
///
/// The entry point is [Gpqa]. Nothing here knows how an answer is found in a completion.
package assay.tasks.gpqa;
