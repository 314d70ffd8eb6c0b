/// Workers that are containers, of any engine that speaks Docker's API.
package assay.scorers.code.sandbox.docker;
