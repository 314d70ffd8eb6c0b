/// Answers that are plain numbers, found and compared as harnesses of word problems do.
package assay.scorers.number;
