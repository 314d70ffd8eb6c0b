/// Many sequences at once: which tokens of which sequence the next step passes, and what computed
/// positions are kept for later sequences.
///
/// Entry point: [assay.engine.schedule.Scheduler]. A [assay.engine.schedule.Sequence] is tokens and
/// a [assay.engine.schedule.LogitsReader], which says what becomes of them; the positions of all
/// sequences are in one [assay.engine.schedule.PrefixTree]. A [assay.engine.schedule.PromptList]
/// puts what will be asked in an order, and its [assay.engine.schedule.Forecast] tells the tree
/// what is still needed.
///
/// This package knows tokens and logits. It must not know how tokens are chosen, nor text.
package assay.engine.schedule;
