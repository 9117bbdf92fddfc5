import { escapeHtml } from "../../shared/domain/messages/html.ts";
import type { Language } from "../../shared/domain/vocabulary.ts";
import type { Page } from "../../shared/platform/html-page.ts";
import type { PageResponse } from "../../shared/platform/http-page.ts";
import type { InterestAnswer } from "./logic.ts";

interface Words {
  readonly title: string;
  readonly ask: (name: string) => string;
  readonly hint: string;
  readonly button: string;
  readonly notedTitle: string;
  readonly noted: (name: string) => string;
}

const WORDS: Readonly<Record<Language, Words>> = {
  en: {
    title: "May we contact you?",
    ask: (name) => `May ${name} contact you?`,
    hint: "Press the button, and one of us will get in touch with you.",
    button: "Yes, please contact me",
    notedTitle: "Thank you",
    noted: (name) => `${name} will get in touch with you. You can close this page.`,
  },
  es: {
    title: "¿Podemos contactarle?",
    ask: (name) => `¿Puede ${name} ponerse en contacto con usted?`,
    hint: "Pulse el botón, y una persona de nuestro equipo se pondrá en contacto con usted.",
    button: "Sí, por favor contácteme",
    notedTitle: "Gracias",
    noted: (name) => `${name} se pondrá en contacto con usted. Puede cerrar esta página.`,
  },
};

const UNKNOWN_LINK: Page = {
  language: "en",
  title: "Link not found",
  content: [
    `<h1>This link does not work</h1>`,
    `<p>Please open the link in the email again, or reply to the email.</p>`,
    `<p lang="es">Este enlace no funciona. Abra de nuevo el enlace del correo, o responda al correo.</p>`,
  ].join("\n"),
};

/** The page that says what became of a visit; of the person it says nothing. */
export function interestPage(answer: InterestAnswer): PageResponse {
  if (answer.is === "unknown_link") return { status: 404, page: UNKNOWN_LINK };
  const { language, publicName } = answer;
  const words = WORDS[language];
  const name = escapeHtml(publicName);
  if (answer.is === "noted") {
    const content = `<h1>${words.notedTitle}</h1>\n<p role="status">${words.noted(name)}</p>`;
    return { status: 200, page: { language, title: words.notedTitle, content } };
  }
  const content = [
    `<h1>${words.ask(name)}</h1>`,
    `<p>${words.hint}</p>`,
    // Without an action it posts to its own address, under whatever prefix that is served.
    `<form method="post"><button type="submit">${words.button}</button></form>`,
  ].join("\n");
  return { status: 200, page: { language, title: words.title, content } };
}
