
/** Starts the page of a file: all rows are there. */
(async () => {
  themeButton();
  matrixBaseline(document);
  const source = pageSource();
  const samples = explorer(source);
  for (let run = 0; run < source.runs.length; run++) {
    const parts = [];
    for (let from = 0; from < source.runs[run].count; from += source.runs[run].part) {
      parts.push(source.rows(run, from));
    }
    (await Promise.all(parts)).forEach((rows, i) => samples.add(run, i * source.runs[run].part, rows));
  }
  await samples.refresh();
})();
