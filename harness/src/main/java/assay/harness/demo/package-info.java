/// What `assay demo` brings along: the project's own small suites, recordings and model.
package assay.harness.demo;
