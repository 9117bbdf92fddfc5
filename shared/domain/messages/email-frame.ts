import type { Language } from "../vocabulary.ts";
import { anchor, escapeHtml, type TextLink } from "./html.ts";

/** The sender as every commercial email must show it (CAN-SPAM). */
export interface EmailSenderFacts {
  readonly postalAddress: string;
  /** Mailbox that takes opt-outs. */
  readonly unsubscribe: string;
  /** The signed link of this very email, where there is one. */
  readonly unsubscribeUrl?: string | undefined;
}

/** The end of an email, line by line, as text and as HTML. */
export interface Footer {
  readonly text: readonly string[];
  readonly html: readonly string[];
}

const WORDS = {
  en: {
    unwanted: "If you do not want any more emails from us,",
    go: "go to",
    link: "unsubscribe here",
    or: "or write to",
    write: "write to",
    interested: "Yes, please contact me",
  },
  es: {
    unwanted: "Si no desea recibir más correos nuestros,",
    go: "vaya a",
    link: "cancele aquí",
    or: "o escriba a",
    write: "escriba a",
    interested: "Sí, por favor contácteme",
  },
} as const;

/** The subject of an email whose template has none; names no treatment and no condition. */
export function neutralSubject(language: Language): string {
  return language === "es" ? "Un mensaje de {{ publicName }}" : "A message from {{ publicName }}";
}

/** The link behind which the person asks to be contacted. */
export function contactMeLink(language: Language, url: string | undefined): TextLink | undefined {
  return url === undefined ? undefined : { url, words: WORDS[language].interested };
}

/** Who sent it, from where, and how to stop it (CAN-SPAM, 15 U.S.C. 7704(a)(3) and (5)). */
export function emailFooter(language: Language, sender: EmailSenderFacts & { readonly publicName: string }): Footer {
  const { publicName, postalAddress, unsubscribe, unsubscribeUrl: url } = sender;
  const { unwanted, go, link, or, write } = WORDS[language];
  const who = [publicName, postalAddress];
  if (url === undefined) {
    const text = [...who, `${unwanted} ${write} ${unsubscribe}.`];
    return { text, html: text.map(escapeHtml) };
  }
  // On a line of its own, so that no mail program takes a full stop for a part of it.
  const text = [...who, `${unwanted} ${go}`, url, `${or} ${unsubscribe}.`];
  return { text, html: [...who.map(escapeHtml), `${unwanted} ${anchor(url, link)} ${or} ${escapeHtml(unsubscribe)}.`] };
}
