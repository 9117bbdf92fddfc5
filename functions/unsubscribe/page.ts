import { escapeHtml } from "../../shared/domain/messages/html.ts";
import type { Language } from "../../shared/domain/vocabulary.ts";
import type { Page } from "../../shared/platform/html-page.ts";
import type { PageResponse } from "../../shared/platform/http-page.ts";
import type { UnsubscribeAnswer } from "./logic.ts";

interface Words {
  readonly title: string;
  readonly ask: (name: string) => string;
  readonly hint: string;
  readonly button: string;
  readonly doneTitle: string;
  readonly done: (name: string) => string;
}

const WORDS: Readonly<Record<Language, Words>> = {
  en: {
    title: "Unsubscribe",
    ask: (name) => `Stop emails from ${name}?`,
    hint: "You will get no more emails from us. Press the button to confirm.",
    button: "Unsubscribe",
    doneTitle: "You are unsubscribed",
    done: (name) => `You will get no more emails from ${name}. You can close this page.`,
  },
  es: {
    title: "Cancelar suscripción",
    ask: (name) => `¿Dejar de recibir correos de ${name}?`,
    hint: "No le enviaremos más correos. Pulse el botón para confirmar.",
    button: "Cancelar suscripción",
    doneTitle: "Suscripción cancelada",
    done: (name) => `No recibirá más correos de ${name}. Puede cerrar esta página.`,
  },
};

const UNKNOWN_LINK: Page = {
  language: "en",
  title: "Link not found",
  content: [
    `<h1>This link does not work</h1>`,
    `<p>Please open the link in the email again, or reply to the email to stop further ones.</p>`,
    `<p lang="es">Este enlace no funciona. Abra de nuevo el enlace del correo, o responda al correo para no recibir otros.</p>`,
  ].join("\n"),
};

/** The page that says what became of a visit; of the person it says nothing. */
export function unsubscribePage(answer: UnsubscribeAnswer): PageResponse {
  if (answer.is === "unknown_link") return { status: 404, page: UNKNOWN_LINK };
  const { language, publicName } = answer;
  const words = WORDS[language];
  const name = escapeHtml(publicName);
  if (answer.is === "unsubscribed") {
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
