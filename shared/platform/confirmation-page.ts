import { escapeHtml } from "../domain/messages/html.ts";
import type { Language } from "../domain/vocabulary.ts";
import type { ShownPage } from "./http-page.ts";

/** What a page says behind a link that does something only once its button is pressed; `name` is the practice's public one, as HTML. */
export interface ConfirmationWords {
  readonly title: string;
  readonly ask: (name: string) => string;
  readonly hint: string;
  readonly button: string;
  readonly doneTitle: string;
  readonly done: (name: string) => string;
}

/** A visit of such a link: looked at, or with its button pressed. */
export interface ConfirmationVisit {
  readonly language: Language;
  readonly publicName: string;
  readonly isDone: boolean;
}

/** The page that says what became of a visit; of the person it says nothing. */
export function confirmationPage(
  words: ConfirmationWords,
  { language, publicName, isDone }: ConfirmationVisit,
): ShownPage {
  const name = escapeHtml(publicName);
  if (isDone) {
    const content = `<h1>${words.doneTitle}</h1>\n<p role="status">${words.done(name)}</p>`;
    return { status: 200, page: { language, title: words.doneTitle, content } };
  }
  const content = [
    `<h1>${words.ask(name)}</h1>`,
    `<p>${words.hint}</p>`,
    // Without an action it posts to its own address, under whatever prefix that is served.
    `<form method="post"><button type="submit">${words.button}</button></form>`,
  ].join("\n");
  return { status: 200, page: { language, title: words.title, content } };
}

/** The page behind a link that says nothing to us, in both languages; `advice` is HTML that tells what to do instead. */
export function unknownLinkPage(advice: Readonly<Record<Language, string>>): ShownPage {
  const content = [
    `<h1>This link does not work</h1>`,
    `<p>${advice.en}</p>`,
    `<p lang="es">Este enlace no funciona. ${advice.es}</p>`,
  ].join("\n");
  return { status: 404, page: { language: "en", title: "Link not found", content } };
}
