const rules = `.draft-gate-body {
  display: flex;
  flex-direction: column;
  min-height: 100vh;
  margin: 0;
  background: var(--ifm-background-color, Canvas);
  color: var(--ifm-font-color-base, CanvasText);
  font-family: var(--ifm-font-family-base, system-ui, sans-serif);
}

.draft-gate-main {
  display: flex;
  flex: 1;
  align-items: flex-start;
  justify-content: center;
  padding: clamp(1.5rem, 8vh, 6rem) 1rem;
}

.draft-gate-card {
  box-sizing: border-box;
  width: 100%;
  max-width: 26rem;
  padding: 2rem;
  border: 1px solid var(--ifm-toc-border-color, ButtonBorder);
  border-radius: var(--ifm-card-border-radius, 0.6rem);
  background: var(--ifm-card-background-color, Canvas);
  box-shadow: var(--ifm-global-shadow-lw, none);
}

.draft-gate-card h1 {
  margin: 0 0 0.5rem;
  font-size: 1.75rem;
}

.draft-gate-lead {
  margin: 0 0 1.5rem;
}

.draft-gate-card .alert {
  margin-bottom: 1.25rem;
}

.draft-gate-form label {
  display: block;
  margin-bottom: 0.25rem;
  font-weight: var(--ifm-font-weight-semibold, 500);
}

.draft-gate-form input {
  box-sizing: border-box;
  width: 100%;
  margin-bottom: 1rem;
  padding: 0.6rem 0.75rem;
  border: 1px solid var(--ifm-color-emphasis-600, ButtonBorder);
  border-radius: var(--ifm-global-radius, 0.4rem);
  background: var(--ifm-background-color, Field);
  color: inherit;
  font: inherit;
}

.draft-gate-form input[aria-invalid="true"] {
  border-color: var(--ifm-color-danger, red);
}

.draft-gate-card :is(a, button, input):focus-visible {
  outline: 3px solid var(--ifm-color-primary, Highlight);
  outline-offset: 2px;
}

.draft-gate-form .button,
.draft-gate-provider {
  padding-block: 0.65rem;
  font-size: 1rem;
  white-space: normal;
}

.draft-gate-form .button {
  margin-top: 0.5rem;
}

/* The site's primary colour itself need not be readable behind a label; the ends of its scale are. */
.draft-gate-card .button--primary {
  border-color: transparent;
  background: var(--draft-gate-button, var(--ifm-color-primary-darkest, #1b4a9c));
  color: var(--draft-gate-button-text, #fff);
}

.draft-gate-card .button--primary:hover {
  filter: brightness(1.15);
}

.draft-gate-or {
  display: flex;
  align-items: center;
  gap: 0.75rem;
  margin: 1rem 0;
  color: var(--ifm-color-emphasis-800, inherit);
}

.draft-gate-or::before,
.draft-gate-or::after {
  flex: 1;
  border-top: 1px solid var(--ifm-toc-border-color, ButtonBorder);
  content: "";
}

.draft-gate-sessions {
  margin: 0 0 1.5rem;
  padding: 0;
  list-style: none;
}

.draft-gate-sessions > li {
  padding-block: 0.75rem;
  border-bottom: 1px solid var(--ifm-toc-border-color, ButtonBorder);
}

.draft-gate-sessions small {
  display: block;
  margin-bottom: 0.5rem;
  color: var(--ifm-color-emphasis-800, inherit);
}

.draft-gate-back {
  margin: 1.5rem 0 0;
  text-align: center;
}

.draft-gate-back > a {
  color: inherit;
  text-decoration: underline;
}

html.draft-gate[data-theme="dark"] {
  --draft-gate-button: var(--ifm-color-primary-lightest, #b6d0ff);
  --draft-gate-button-text: #1b1b1d;
}

/* Without JavaScript nothing sets the theme's attribute, and the system's choice decides. */
@media (prefers-color-scheme: dark) {
  html.draft-gate:not([data-theme]) {
    color-scheme: dark;
    --draft-gate-button: var(--ifm-color-primary-lightest, #b6d0ff);
    --draft-gate-button-text: #1b1b1d;
    --ifm-background-color: #1b1b1d;
    --ifm-background-surface-color: #242526;
    --ifm-card-background-color: #242526;
    --ifm-navbar-background-color: #242526;
    --ifm-font-color-base: #e3e3e3;
    --ifm-heading-color: #e3e3e3;
    --ifm-navbar-link-color: #e3e3e3;
    --ifm-link-color: #9ecbff;
    --ifm-color-emphasis-600: #a9adb3;
    --ifm-color-emphasis-800: #d5d7da;
    --ifm-toc-border-color: #606770;
  }
}
`;

/**
 * The style sheet of the server's own pages. The site's own comes before it and brings colours, fonts and buttons.
 * Docusaurus raises the specificity of its rules by two ids where it translates cascade layers for old browsers; three
 * are more.
 */
export const style = rules
  .replace(/^\.draft-gate-/gm, "#draft-gate#draft-gate#draft-gate .draft-gate-")
  .replaceAll("html.draft-gate", "#draft-gate#draft-gate#draft-gate");
