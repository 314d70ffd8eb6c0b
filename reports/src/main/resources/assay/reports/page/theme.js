
/** Shows the button that changes between light, dark and what the system has. */
const themeButton = () => {
  const theme = document.getElementById('theme');
  const themes = ['auto', 'light', 'dark'];
  theme.hidden = false;
  theme.addEventListener('click', () => {
    const root = document.documentElement;
    const next = themes[(themes.indexOf(root.dataset.theme ?? 'auto') + 1) % themes.length];
    root.dataset.theme = next;
    theme.textContent = 'Theme: ' + next;
  });
};
