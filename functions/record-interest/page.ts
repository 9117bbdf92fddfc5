import type { Language } from "../../shared/domain/vocabulary.ts";
import { type ConfirmationWords, confirmationPage, unknownLinkPage } from "../../shared/platform/confirmation-page.ts";
import type { ShownPage } from "../../shared/platform/http-page.ts";
import type { InterestAnswer } from "./logic.ts";

const WORDS: Readonly<Record<Language, ConfirmationWords>> = {
  en: {
    title: "May we contact you?",
    ask: (name) => `May ${name} contact you?`,
    hint: "Press the button, and one of us will get in touch with you.",
    button: "Yes, please contact me",
    doneTitle: "Thank you",
    done: (name) => `${name} will get in touch with you. You can close this page.`,
  },
  es: {
    title: "¿Podemos contactarle?",
    ask: (name) => `¿Puede ${name} ponerse en contacto con usted?`,
    hint: "Pulse el botón, y una persona de nuestro equipo se pondrá en contacto con usted.",
    button: "Sí, por favor contácteme",
    doneTitle: "Gracias",
    done: (name) => `${name} se pondrá en contacto con usted. Puede cerrar esta página.`,
  },
};

const ADVICE: Readonly<Record<Language, string>> = {
  en: "Please open the link in the email again, or reply to the email.",
  es: "Abra de nuevo el enlace del correo, o responda al correo.",
};

/** The page that says what became of a visit; of the person it says nothing. */
export function interestPage(answer: InterestAnswer): ShownPage {
  if (answer.is === "unknown_link") return unknownLinkPage(ADVICE);
  const { is, language, publicName } = answer;
  return confirmationPage(WORDS[language], { language, publicName, isDone: is === "noted" });
}
