/// GSM8K: word problems of grade school mathematics.
///
/// The entry point is [Gsm8k]. Nothing here knows how an answer is found in a completion.
package assay.tasks.gsm8k;
