/// Turns text into the token ids of a model and back.
///
/// Entry point: [assay.engine.tokenizer.Tokenizer]. Byte-level byte-pair encoding splits a text by
/// the rules of a named [assay.engine.tokenizer.PreTokenizer] and merges each piece; SentencePiece
/// encoding merges the whole text by scores. Both take time linear in the text but for a logarithm.
///
/// This package knows GGUF metadata only where it reads a vocabulary from it. It must not know chat
/// templates, tensors or models.
package assay.engine.tokenizer;
