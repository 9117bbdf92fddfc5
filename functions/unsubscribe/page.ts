import type { Language } from "../../shared/domain/vocabulary.ts";
import { type ConfirmationWords, confirmationPage, unknownLinkPage } from "../../shared/platform/confirmation-page.ts";
import type { ShownPage } from "../../shared/platform/http-page.ts";
import type { UnsubscribeAnswer } from "./logic.ts";

const WORDS: Readonly<Record<Language, ConfirmationWords>> = {
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

const ADVICE: Readonly<Record<Language, string>> = {
  en: "Please open the link in the email again, or reply to the email to stop further ones.",
  es: "Abra de nuevo el enlace del correo, o responda al correo para no recibir otros.",
};

/** The page that says what became of a visit; of the person it says nothing. */
export function unsubscribePage(answer: UnsubscribeAnswer): ShownPage {
  if (answer.is === "unknown_link") return unknownLinkPage(ADVICE);
  const { is, language, publicName } = answer;
  return confirmationPage(WORDS[language], { language, publicName, isDone: is === "unsubscribed" });
}
