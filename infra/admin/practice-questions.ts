import { normalizeEmail } from "../../shared/domain/contact/email.ts";
import { normalizePhone } from "../../shared/domain/contact/phone.ts";
import { revealingParts, revealingWords } from "../../shared/domain/lexicon/revealing-words.ts";
import { timeZone } from "../../shared/domain/time-zone.ts";
import { parseHours } from "./hours-text.ts";

/** Something that `practice:init` has to know of a practice. */
export interface Question {
  /** Its option on the command line. */
  readonly name: string;
  readonly text: string;
  /** Taken when nothing is answered. */
  readonly suggestion?: string;
  /** What is wrong with an answer, given those before it. */
  readonly problem: (answer: string, before: Answers) => string | undefined;
}

/** The answers so far, by question. */
export type Answers = Readonly<Record<string, string>>;

const neutral = (words: readonly string[]) =>
  words.length === 0
    ? undefined
    : `"${words.join('", "')}" tells others what somebody asked about; choose neutral words`;
const isPhone = (answer: string) =>
  normalizePhone(answer).ok ? undefined : `"${answer}" is no US phone number; expected one like (312) 555-0142`;
const isDomain = (answer: string) =>
  normalizeEmail(`hello@${answer}`).ok ? undefined : `"${answer}" is no domain; expected one like example.com`;
const unlike = (answer: string, other: string | undefined, what: string) =>
  samePhone(answer, other) ? `is also ${what}; expected another number` : undefined;

function samePhone(one: string, other: string | undefined): boolean {
  const [a, b] = [normalizePhone(one), normalizePhone(other ?? "")];
  return a.ok && b.ok && a.e164 === b.e164;
}

/** In the order in which they are asked. */
export const QUESTIONS: readonly Question[] = [
  {
    name: "name",
    text: "Name that patients see (neutral: it reveals no condition or treatment)",
    problem: (answer) =>
      /[a-z0-9]/i.test(answer) && answer.length <= 60
        ? neutral(revealingParts(answer))
        : "expected a name of at most 60 characters",
  },
  {
    name: "zone",
    text: "Time zone",
    suggestion: "America/New_York",
    problem: (answer) =>
      timeZone(answer) ? undefined : `"${answer}" is no time zone; expected one like America/Chicago`,
  },
  { name: "phone", text: "Number that patients may call back", problem: isPhone },
  {
    name: "address",
    text: "Postal address (the law wants it in every email)",
    problem: (answer) => (answer.length > 0 ? undefined : "expected a street, a city, a state and a ZIP code"),
  },
  {
    name: "hours",
    text: "Hours with staff",
    suggestion: "mon-fri 09:00-17:00",
    problem: (answer) => parseHours(answer).problem,
  },
  {
    name: "coordinator",
    text: "First name of the person who answers leads",
    problem: (answer) =>
      answer.length > 0 && answer.length <= 30 ? neutral(revealingWords(answer)) : "expected a first name",
  },
  {
    name: "alert",
    text: "Where alerts reach that person: mobile number or email address",
    problem: (answer) =>
      normalizePhone(answer).ok || normalizeEmail(answer).ok
        ? undefined
        : `"${answer}" is neither; expected one of them`,
  },
  {
    name: "domain",
    text: "Domain of the practice's email addresses",
    problem: (answer) => isDomain(answer) ?? neutral(revealingParts(answer)),
  },
  {
    name: "sms-number",
    text: "Number that text messages go out from (End User Messaging)",
    problem: (answer, { alert }) => isPhone(answer) ?? unlike(answer, alert, "where alerts go"),
  },
  {
    name: "call-number",
    text: "Caller id of automated calls (Connect)",
    problem: (answer, { alert }) => isPhone(answer) ?? unlike(answer, alert, "where alerts go"),
  },
  {
    name: "languages",
    text: "Languages of messages: en, or en,es",
    suggestion: "en",
    problem: (answer) =>
      ["en", "en,es"].includes(answer.replaceAll(" ", "")) ? undefined : `got "${answer}"; expected en, or en,es`,
  },
];
