import type { Language } from "../vocabulary.ts";

/** The subject of an email whose template has none; names no treatment and no condition. */
export function neutralSubject(language: Language): string {
  return language === "es" ? "Un mensaje de {{ publicName }}" : "A message from {{ publicName }}";
}

/** Who sent it, from where, and how to stop it (CAN-SPAM, 15 U.S.C. 7704(a)(3) and (5)). */
export function footerLines(
  language: Language,
  sender: { publicName: string; postalAddress: string; unsubscribe: string },
): string[] {
  const optOut =
    language === "es"
      ? `Si no desea recibir más correos nuestros, escriba a ${sender.unsubscribe}.`
      : `If you do not want any more emails from us, write to ${sender.unsubscribe}.`;
  return [sender.publicName, sender.postalAddress, optOut];
}
