/** What is planted of one made-up person, by what it is. */
export type Canaries = Readonly<Record<CanaryKind, string>>;
/** What a post can give away. */
export type CanaryKind = (typeof KINDS)[number];

/** Everything that is planted. */
export const KINDS = [
  "firstName",
  "lastName",
  "phone",
  "email",
  "message",
  "serviceLine",
  "externalId",
  "sourceName",
  "campaign",
  "consentText",
  "proofUrl",
  "idempotencyKey",
  "header",
] as const;

/** The canaries of one person; `line` is the last four digits of the phone number, from the range kept for fiction. */
export function plantCanaries(line: `01${number}`): Canaries {
  return {
    firstName: "Quillonary",
    lastName: `Vexcanary-${line}`,
    phone: `(312) 555-${line}`,
    email: `Canary+${line}@Mail.Example.com`,
    message: `my canary crown "${line}" fell out`,
    serviceLine: `canary-veneers-${line}`,
    externalId: `canary-ext-${line}`,
    sourceName: `Canary Source ${line}`,
    campaign: `canary campaign ${line}`,
    consentText: `I, canary ${line}, agree to texts & calls.`,
    proofUrl: `https://example.com/canary-proof/${line}?cert=1`,
    idempotencyKey: `canary-idempotency-${line}`,
    header: `canary-header-${line}`,
  };
}

/** The post that plants them. */
export function postOf(canaries: Canaries, contact: object = {}): object {
  const { firstName, lastName, phone, email, message, serviceLine } = canaries;
  return {
    source: {
      channel: "web_form",
      name: canaries.sourceName,
      campaign: canaries.campaign,
      externalId: canaries.externalId,
    },
    contact: { firstName, lastName, phone, email, postalCode: "60614", state: "IL", ...contact },
    inquiry: { serviceLine, message, urgency: "routine", relationship: "new" },
    consent: {
      sms: true,
      call: true,
      email: true,
      text: canaries.consentText,
      at: "2026-12-01T16:01:00Z",
      proofUrl: canaries.proofUrl,
    },
  };
}

/** The kinds of canary that a text holds in any form: as posted, normalised, or encoded. */
export function kindsIn(text: string, planted: readonly Canaries[]): CanaryKind[] {
  const haystack = text.toLowerCase();
  return KINDS.filter((kind) =>
    planted.some((canaries) => formsOf(kind, canaries[kind]).some((form) => haystack.includes(form.toLowerCase()))),
  );
}

function formsOf(kind: CanaryKind, value: string): string[] {
  const digits = value.replace(/\D/g, "");
  const written =
    kind === "phone" ? [value, digits, digits.replace(/(...)(...)/, "$1-$2-"), `${value.slice(6)}`] : [value];
  return written.flatMap((form) => {
    const escaped = JSON.stringify(form).slice(1, -1);
    return [form, escaped, JSON.stringify(escaped).slice(1, -1), encodeURIComponent(form)];
  });
}
