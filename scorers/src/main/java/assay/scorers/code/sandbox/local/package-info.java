/// Workers that are processes of this machine: by bubblewrap, by plain namespaces, or by nothing at
/// all.
package assay.scorers.code.sandbox.local;
