/// How far one model's distributions of the next token are from another's, over the same tokens.
///
/// Entry point: [assay.harness.divergence.Measurement]. A few rows of logits of either model are in
/// memory at a time, whatever the texts' length. This package must not know options of commands.
package assay.harness.divergence;
