
/** Lets a reader choose the baseline of the matrix below a node, and keeps the choice. */
const matrixBaseline = (() => {
  let chosen = '0';
  const show = (matrix) => {
    for (const versus of matrix.querySelectorAll('.versus')) {
      versus.hidden = versus.dataset.base !== chosen;
      if (!versus.hidden) versus.closest('td').dataset.tone = versus.dataset.tone;
    }
  };
  return (root) => {
    for (const matrix of root.querySelectorAll('.matrix')) {
      const choice = matrix.querySelector('.baseline');
      if (!choice) continue;
      const select = choice.querySelector('select');
      choice.hidden = false;
      if ([...select.options].some(({ value }) => value === chosen)) select.value = chosen;
      select.addEventListener('change', () => {
        chosen = select.value;
        show(matrix);
      });
      show(matrix);
    }
  };
})();

