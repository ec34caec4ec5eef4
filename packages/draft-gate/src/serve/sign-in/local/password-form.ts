import { type Html, html, raw } from "../../pages/html.ts";
import type { Showing } from "../method.ts";
import { texts, wrong } from "./texts.ts";

/** The form for name and password; `action` is where it is posted to. */
export function passwordForm(action: string, { language, token, notice, name }: Showing): Html {
  const labels = texts[language];
  const invalid = raw(notice === wrong ? ' aria-invalid="true" aria-describedby="message"' : "");
  return html`<form method="post" action="${action}" class="draft-gate-form">
<input type="hidden" name="token" value="${token}">
<label for="name">${labels.name}</label>
<input id="name" name="name" type="text" autocomplete="username" autocapitalize="none" spellcheck="false" required maxlength="200" value="${name}"${invalid}>
<label for="password">${labels.password}</label>
<input id="password" name="password" type="password" autocomplete="current-password" required maxlength="1024"${invalid}>
<button type="submit" class="button button--primary button--block">${labels.submit}</button>
</form>`;
}
