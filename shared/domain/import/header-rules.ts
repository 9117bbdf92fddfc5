import type { ImportField } from "../entities/import.ts";
import { plainWords } from "./words.ts";

// What columns hold whose names nobody has listed, by the words in them.

const words = (text: string): ReadonlySet<string> => new Set(text.split(/[\s,]+/));

/** Words of a column of opt-outs, however it is called; in plain words. */
const OPT_OUT =
  /(?:^| )(?:opt(?:ed|s)? ?outs?|un ?subscribed?|do ?not ?(?:contact|call|text|sms|e ?mail|message|disturb|solicit|market)|dnc|dnd|dont (?:contact|call|text)|suppress(?:ed|ion)?|black ?list(?:ed)?|block ?list(?:ed)?|litigators?|deceased|date of death|death date|no contactar|no llamar|baja)(?: |$)|^no (?:more )?(?:sms|texts?|texting|text messages?|txts?|e ?mails?|(?:phone )?calls?|messages?|marketing|communications?|outreach)$|^stop(?:ped)?(?: (?:received|requests?|requested|reply|keyword|texts?|texting|calls?|calling|e ?mails?))?$|^remove(?: ?me)?$|^removed? (?:from list|requests?|requested)$/;
/** Not about messages and calls, or not an answer: postal mail, bills, treatment and plans, and links to leave by. */
const NO_OPT_OUT =
  /(?:^| )(?:fax|direct mail|postal|mailing|link|url|token|page|language|wording|instructions?|statements?|finance|charges?|bill(?:s|ing)?|invoices?|medicare|medicaid|insurance|fluoride|x ?rays?|treatment|arbitration|study)(?: |$)/;
const ABOUT_EMAIL = /(?:^| )(?:e ?mails?|newsletters?|correos?|mailings?)(?: |$)/;
const ABOUT_MORE = /(?:^| )(?:sms|texts?|calls?|phone|contact|everything)(?: |$)/;

/** A question whose "no" is a no, and what else may stand in one. With any other word it asks something else: "Photo consent". */
const ASKS_PERMISSION =
  /(?:^| )(?:opt(?:ed)? ?ins?|subscribed|subscriptions?|subscriber status|permissions?|consents?|consented|gdpr|tcpa)(?: |$)/;
/** Asks for it only beside what is allowed: "Receive texts?", "Contact OK". */
const ASKS_FOR_CONTACT = /(?:^| )(?:ok(?:ay)?|receives?|accepts?|allows?|wants?|agrees? to|send|can|may)(?: |$)/;
/** Beside a channel it asks whether that may be used for it: "Text promos", "SMS Enabled". */
const OF_MARKETING = words("marketing promo promos promotion promotions promotional alerts offers enabled");
const IS_CONTACT = words(
  "contact contacted communication communications outreach marketing promo promos promotional promotions offers",
);
/** Whether anybody may get in touch at all, and not what for. */
const ASKS_ABOUT_CONTACT = words("contact contacted");
const ASKS_WHAT_FOR = words(
  "opt opted optin optins consent consents consented subscribed gdpr ccpa marketing promo promos promotional promotions offers",
);
const OF_PERMISSION = words(
  "opt opted in ins optin optins subscribed subscription subscriber status permission permissions consent consents consented gdpr tcpa ccpa ok okay receive receives accept accepts allow allows want wants agree agrees send to be contact contacted contacts communication communications outreach promo promos promotion promotional promotions offers special alerts enabled marketing general is has have do does you your we us the a for from of and or via patient lead client customer express written prior given granted may can like would get",
);
const CHANNELS: readonly (readonly [ImportField, ReadonlySet<string>])[] = [
  ["consentSms", words("sms text texts texting txt txts msg msgs mms message messages messaging")],
  [
    "consentCall",
    words("call calls calling phone voice telephone autodialer autodialed automated dialer robocall robocalls"),
  ],
  ["consentEmail", words("email emails newsletter newsletters correo correos")],
];

const OF_TCPA: ReadonlySet<ImportField> = new Set(["consentSms", "consentCall"]);
const ONE_MESSAGE = words("message msg mms");

/** Columns of the person's numbers and addresses, and what else may stand in their names. "Spouse phone" is none of them. */
const PHONE =
  /(?:^| )(?:phones?|telephones?|tels?|cells?|cell ?phones?|cellular|mobiles?|land ?lines?|wireless|celular(?:es)?|telefonos?|movil(?:es)?|whats ?app)(?: |$)/;
const EMAIL = /(?:^| )(?:e ?mails?|correos?)(?: |$)|^mails?(?: (?:id|addr|address|\d))?$/;
const OF_CONTACT = words(
  "phone phones telephone telephones tel tels cell cells cellphone cellphones cellular mobile mobiles landline landlines land line lines wireless celular celulares telefono telefonos movil moviles whatsapp whats app e email emails mail mails correo correos electronico id number numbers numero numeros no nos num nr # s address addresses addr direccion home hm house work wk business biz office job personal private primary main principal first second third secondary alternate alternative alt other additional another extra preferred best direct day daytime evening night patient pat lead contact contacts user client customer person your my the a de del la el casa trabajo oficina particular paciente cliente otro otra or and y o us usa raw full formatted 1 2 3 4 5 6 7 8 9 10 01 02 03",
);

/** In the name of a column, that digits in it are no phone numbers of people. */
const OF_OTHER_DIGITS = words(
  "id ids record account acct fax zip postal postcode code date dates dob birth birthday birthdate age year month time timestamp since created updated modified amount amounts price prices total totals balance cost costs value revenue fee fees payment npi ssn social insurance policy member group plan subscriber chart mrn claim invoice order ticket case ein tax license dea sku ref reference guid uuid key hash token sid serial count score duration session batch patnum",
);
/** "Patient number" and Open Dental's PatNum are no phone numbers. */
const NUMBER_OF_A_RECORD = /^(?:pat|patient|client|customer|lead|contact|person|prospect) (?:num|number|no|nr|#)$/;

/** What a column holds by the words of its name; it may ask about several channels at once. */
export function fieldsByWords(headerWords: string): ImportField[] {
  if (isOptOutHeader(headerWords))
    return [ABOUT_EMAIL.test(headerWords) && !ABOUT_MORE.test(headerWords) ? "optOutEmail" : "optOut"];
  const each = headerWords.replace(/\be (mails?)\b/g, "e$1").split(" ");
  const isAbout = (known: ReadonlySet<string>) => each.some((word) => known.has(word));
  const named = CHANNELS.filter(([, known]) => isAbout(known));
  // The consent that the TCPA asks for is to texts and to calls.
  const asked = named.length === 0 && each.includes("tcpa") ? CHANNELS.filter(([field]) => OF_TCPA.has(field)) : named;
  const isKnown = (word: string) => OF_PERMISSION.has(word) || asked.some(([, known]) => known.has(word));
  const asks =
    ASKS_PERMISSION.test(headerWords) ||
    (ASKS_FOR_CONTACT.test(headerWords) && (asked.length > 0 || isAbout(IS_CONTACT))) ||
    // "Marketing message" holds one.
    (asked.length > 0 && isAbout(OF_MARKETING) && !isAbout(ONE_MESSAGE));
  const isOfContact = isAbout(ASKS_ABOUT_CONTACT) && !isAbout(ASKS_WHAT_FOR);
  if (asks && each.every(isKnown))
    return asked.length > 0 ? asked.map(([field]) => field) : [isOfContact ? "mayContact" : "permission"];
  if (!each.every((word) => OF_CONTACT.has(word))) return [];
  const isPhone = PHONE.test(headerWords) && !each.includes("id");
  return [...(EMAIL.test(headerWords) ? (["email"] as const) : []), ...(isPhone ? (["phone"] as const) : [])];
}

/** Whether a column says who left, however it is called. */
export function isOptOutHeader(headerWords: string): boolean {
  return OPT_OUT.test(headerWords) && !NO_OPT_OUT.test(headerWords);
}

/** Whether digits in a column may be a phone number, as far as its name says. */
export function mayHoldPhones(headerWords: string): boolean {
  return !NUMBER_OF_A_RECORD.test(headerWords) && !headerWords.split(" ").some((word) => OF_OTHER_DIGITS.has(word));
}

/** The words of a header: those of "HasOptedOutOfEmail", of "SMSOptOut" and of "Loss_Reason__c" as well. */
export function headerWords(header: string): string {
  return plainWords(
    header
      .trim()
      .replace(/__(?:c|pc|r)$/i, "")
      .replace(/([\p{Ll}\d])(\p{Lu})/gu, "$1 $2")
      .replace(/(\p{Lu})(\p{Lu}\p{Ll})/gu, "$1 $2"),
  );
}
