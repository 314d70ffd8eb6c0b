'use strict';

const count = (number) => number.toLocaleString('en');
const element = (tag, className, ...children) => {
  const made = document.createElement(tag);
  if (className) made.className = className;
  made.append(...children);
  return made;
};

/** Turns text into nodes that show it as it is, with hidden characters as labels. */
const shown = (() => {
  // Controls, direction marks and half surrogate pairs, but not line feed, tab and the joiners.
  const HIDDEN = /(?![\n\t\u200c\u200d])[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu;
  // An element for each of a million NULs would stop the page; beyond this they are plain text.
  const MOST_LABELS = 2000;
  const name = (character) =>
    'U+' + character.codePointAt(0).toString(16).toUpperCase().padStart(4, '0');
  return (text) => {
    const nodes = [];
    let end = 0;
    for (const match of text.matchAll(HIDDEN)) {
      if (nodes.length >= 2 * MOST_LABELS) {
        nodes.push(text.slice(end).replace(HIDDEN, (each) => `⟨${name(each)}⟩`));
        return nodes;
      }
      nodes.push(text.slice(end, match.index));
      nodes.push(element('span', 'hidden-character', name(match[0])));
      end = match.index + match[0].length;
    }
    nodes.push(text.slice(end));
    return nodes;
  };
})();
