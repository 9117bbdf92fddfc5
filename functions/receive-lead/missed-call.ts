import type { LeadAccepted } from "../../shared/contracts/lead-api.ts";
import { normalizePhone } from "../../shared/domain/contact/phone.ts";
import { present } from "../../shared/domain/present.ts";
import { ownNumbers } from "../../shared/intake/contact-points.ts";
import type { ParsedPost } from "../../shared/intake/parsed-post.ts";
import type { Access } from "../../shared/ports/index.ts";
import { acceptPost, type ReceiveLeadDeps, type ReceiveLeadInput } from "./logic.ts";
import { jsonObject } from "./parse-post.ts";
import { noUsableContactPoint } from "./problems.ts";
import { Section } from "./section.ts";

const WORD = { max: 200, tooLong: "ignore" } as const;
const NUMERIC = { max: 100, tooLong: "ignore", numbers: true } as const;
/** Telephone systems write "anonymous" and the like where a caller hides their number. */
const FEWEST_DIGITS = 7;

/**
 * Accepts a call that nobody took as an inquiry by phone: as any other post it becomes a lead, joins one or is a further inquiry of a
 * person under way; and staff are told to call back, once for each inquiry.
 */
export async function receiveMissedCall(deps: ReceiveLeadDeps, input: ReceiveLeadInput): Promise<LeadAccepted> {
  const warnings: { code: string; path: string }[] = [];
  const call = new Section(jsonObject(input.body), "", warnings);
  const phone = call.text("phone", NUMERIC);
  if ((phone ?? "").replaceAll(/\D/g, "").length < FEWEST_DIGITS)
    throw noUsableContactPoint([{ path: "phone", code: phone === undefined ? "required" : "not_a_number" }]);
  const post: ParsedPost = {
    practiceId: call.raw("practiceId") ?? (await practiceOf(deps, input.access, call.text("calledNumber", NUMERIC))),
    source: {
      channel: "phone",
      ...present<{ name?: string; externalId?: string }>({
        name: call.text("source", WORD),
        externalId: call.text("externalId", { ...WORD, numbers: true }),
      }),
    },
    contact: present<ParsedPost["contact"]>({ phone }),
    inquiry: {},
    consent: {},
    warnings,
  };
  return acceptPost(deps, input, post, momentOf(call, input.receivedAt));
}

/** The one of the caller's practices whose number was called. */
async function practiceOf(
  { configs }: ReceiveLeadDeps,
  { practiceIds }: Access,
  called: string | undefined,
): Promise<string | undefined> {
  const number = called === undefined ? undefined : normalizePhone(called);
  if (number?.ok !== true) return undefined;
  const published = await Promise.all(practiceIds.map((practiceId) => configs.current(practiceId)));
  const owners = published.flatMap((one) => (one && ownNumbers(one.config).has(number.e164) ? [one.config] : []));
  return owners.length === 1 ? owners[0]?.practiceId : undefined;
}

/** When it rang, ms: not after we were told. */
function momentOf(call: Section, receivedAt: number): number {
  const text = call.text("at", WORD);
  if (text === undefined) return receivedAt;
  const at = Date.parse(text);
  if (Number.isFinite(at) && at >= 0) return Math.min(at, receivedAt);
  call.warn("at", "field_ignored");
  return receivedAt;
}
