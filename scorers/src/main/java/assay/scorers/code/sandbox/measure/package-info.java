/// How fast the sandbox is, and how fast this machine is beside the one that limits were made for.
package assay.scorers.code.sandbox.measure;
