/// From the records of finished runs to numbers.
///
/// Start with [Report#of]: it reads every record once, keeps verdicts and counts, and forgets the
/// texts. A report needs no model, no benchmark and no scorer; `assay.reports.render` turns it into
/// text and pictures.
package assay.reports;
