/// Numbers and hostile text as every form of a report shows them.
///
/// [Figures] and [Sizes] turn numbers into words, [VisibleText] and [Html] make what models wrote
/// harmless. This package knows neither reports nor tables.
package assay.reports.text;
