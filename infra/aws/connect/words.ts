import type { PracticeConfig } from "../../../shared/contracts/practice.ts";

type Language = PracticeConfig["languages"][number];

/** What callers hear of us, as contact attributes of the flows; neutral, as everything outward. */
export type FlowWords = Readonly<
  Record<"greeting" | "hold" | "stopped" | "notStopped" | "callBack" | "callAgain", string>
>;

/** Who reads which language out: voices of Amazon Polly. */
export const VOICES: Readonly<Record<Language, string>> = { en: "Joanna", es: "Lupe" };

/** The words of a practice in a language. */
export function flowWords({ publicName }: Pick<PracticeConfig, "publicName">, language: Language): FlowWords {
  return language === "es"
    ? {
        greeting: `Gracias por llamar a ${publicName}. Para no recibir más llamadas ni mensajes automáticos, marque 9. Para hablar con nosotros, espere en la línea.`,
        hold: "Un momento, por favor. Enseguida le atendemos.",
        stopped: "Gracias. No le enviaremos más llamadas ni mensajes automáticos. Adiós.",
        notStopped: "Lo sentimos, ahora no pudimos anotarlo. Por favor, vuelva a llamar y díganoslo. Adiós.",
        callBack: "Lo sentimos, ahora no hay nadie disponible. Le devolveremos la llamada. Adiós.",
        callAgain: "Lo sentimos, ahora no hay nadie disponible. Por favor, vuelva a llamar más tarde. Adiós.",
      }
    : {
        greeting: `Thank you for calling ${publicName}. To get no more automated calls and messages from us, press 9. To talk with us, stay on the line.`,
        hold: "Please hold. Somebody will be with you in a moment.",
        stopped: "Thank you. You will get no more automated calls and messages from us. Goodbye.",
        notStopped: "We are sorry, we could not note that just now. Please call us again and tell us. Goodbye.",
        callBack: "We are sorry, nobody is free just now. We will call you back. Goodbye.",
        callAgain: "We are sorry, nobody is free just now. Please call us again later. Goodbye.",
      };
}
