/// From logits to tokens, and when to stop.
///
/// Entry point: [assay.engine.decoding.TokenSampler] chooses a token,
/// [assay.engine.decoding.StopCondition] watches what was chosen; both follow a
/// [assay.engine.decoding.DecodingOptions]. [assay.engine.decoding.LogSoftmax] says how likely a
/// token was.
///
/// This package knows arrays of logits, token ids and bytes. It must not know models or tokenizers.
package assay.engine.decoding;
