/// What of this machine a sandbox shows its programs: the interpreter, compilers, libraries, and
/// whose process this is. Starts nothing but these programs, to ask their versions.
package assay.scorers.code.sandbox.host;
