/// RULER: generated items that ask for what stands somewhere in a long context.
///
/// The entry points are [Ruler], which reads a file of items, and [RulerItems], which makes one.
/// Nothing here knows a model: lengths are counted by the tokenizer that the caller brings.
package assay.tasks.ruler;
