/// What answers cost.
///
/// Start with [PricedModel], which stands before a model and spends a [Budget].
package assay.harness.price;
