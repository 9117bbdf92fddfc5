import type { AutoAnswer, Language } from "../vocabulary.ts";
import { asGsm } from "./sms-parts.ts";

/** What an automatic answer says of the practice. */
export interface AutoAnswerWords {
  readonly publicName: string;
  readonly practicePhone: string;
}

/**
 * The fixed texts, in no practice's hands: what each must say is law or carrier rule (47 CFR 64.1200(a)(12): the confirmation of
 * an opt-out only confirms; CTIA Messaging Principles and Best Practices, 2023, 5.1: program, contact, how to stop). Their words
 * are chosen from the GSM-7 alphabet, so that they stay short.
 */
const TEXTS: { readonly [K in AutoAnswer]: { readonly [L in Language]: (words: AutoAnswerWords) => string } } = {
  opt_out_confirmed: {
    en: ({ publicName }) =>
      `${publicName}: You are opted out and will get no more messages from us. Reply START to undo.`,
    es: ({ publicName }) =>
      `${publicName}: Ya no le enviaremos mensajes. Si desea volver a recibirlos, responda START.`,
  },
  opt_in_confirmed: {
    en: ({ publicName }) =>
      `${publicName}: You will get our messages again. Msg & data rates may apply. Reply HELP for help, STOP to opt out.`,
    es: ({ publicName }) =>
      `${publicName}: Vuelve a recibir nuestros mensajes. Puede haber costos de su operador. Responda HELP para ayuda, STOP para darse de baja.`,
  },
  help: {
    en: ({ publicName, practicePhone }) =>
      `${publicName}: For help call ${practicePhone}. Msg & data rates may apply. Reply STOP to opt out.`,
    es: ({ publicName, practicePhone }) =>
      `${publicName}: Para ayuda llame al ${practicePhone}. Puede haber costos de su operador. Responda STOP para darse de baja.`,
  },
  emergency: {
    en: ({ publicName }) =>
      `If this is an emergency, call 911 now or go to the nearest emergency room. Do not wait for an answer from us. ${publicName}`,
    es: ({ publicName }) =>
      `Si es una emergencia, llame al 911 ahora o vaya a la sala de emergencias. No espere nuestra respuesta. ${publicName}`,
  },
};

/** What the pipeline itself answers a text message with. */
export function autoAnswerText(answer: AutoAnswer, language: Language, words: AutoAnswerWords): string {
  return TEXTS[answer][language]({ ...words, publicName: asGsm(words.publicName) });
}
