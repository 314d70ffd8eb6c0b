/// What several benchmarks are asked with: instructions that their publishers share.
package assay.tasks.wording;
