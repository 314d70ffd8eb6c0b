/// Data that suites have made on this machine, by the tokenizer of the model that will be asked.
///
/// The entry point is [MadeFiles]. Nothing here knows what is made.
package assay.harness.made;
