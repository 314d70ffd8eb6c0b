
/** Moves through the table of samples by keys: j, k and arrows, Escape, and / for the search. */
const sampleKeys = (table, query) => {
  const openers = () => [...table.body.querySelectorAll('.sample .open')];

  /** Moves to the row above or below, turning the page at its end. */
  const move = (event, step) => {
    const from = event.target.closest('.sample, .detail');
    if (event.target.closest('pre') || (!from && event.target !== document.body)) return;
    const line = from?.classList.contains('detail') ? from.previousElementSibling : from;
    const all = openers();
    let to = line ? all.indexOf(line.querySelector('.open')) + step : 0;
    const button = document.getElementById(step > 0 ? 'next' : 'previous');
    if ((to < 0 || to >= all.length) && !button.disabled) {
      table.turn(step);
      to = step > 0 ? 0 : openers().length - 1;
    }
    event.preventDefault();
    openers()[Math.min(Math.max(to, 0), openers().length - 1)]?.focus();
  };

  /** Closes the sample that has the focus, otherwise the one that stands last. */
  const close = (event) => {
    const within = event.target.closest('.sample, .detail');
    const line = within?.classList.contains('detail') ? within.previousElementSibling : within;
    const open = line?.querySelector('.open[aria-expanded="true"]')
      ?? [...table.body.querySelectorAll('.open[aria-expanded="true"]')].at(-1);
    if (open) {
      open.click();
      open.focus();
    }
  };

  document.addEventListener('keydown', (event) => {
    if (event.target.closest('input, select, textarea') || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === '/') {
      event.preventDefault();
      query.focus();
    } else if (event.key === 'ArrowDown' || event.key === 'j') {
      move(event, 1);
    } else if (event.key === 'ArrowUp' || event.key === 'k') {
      move(event, -1);
    } else if (event.key === 'Escape') {
      close(event);
    }
  });
};
