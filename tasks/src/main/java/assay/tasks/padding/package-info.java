/// Prompts of any suite at a wanted length: the same task among distractor questions or documents.
///
/// The entry point is [PaddedProtocol]. Nothing here knows a benchmark or a model: pieces of text
/// come from a [PaddingMaterial], lengths from the tokenizer that the caller brings.
package assay.tasks.padding;
