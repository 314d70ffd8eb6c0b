/// What is known about the ways of running programs on this machine: which are refused and why,
/// what each was seen to enforce, which languages it runs. Knows none of them.
package assay.scorers.code.sandbox.backend;
