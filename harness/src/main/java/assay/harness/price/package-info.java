/// What answers cost.
///
/// Start with [PricedModel], which stands before a model and spends a [Spending].
package assay.harness.price;
