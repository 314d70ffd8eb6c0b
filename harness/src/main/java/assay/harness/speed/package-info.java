/// What `assay bench` measures of a model and of the machine under it.
package assay.harness.speed;
