import type { PracticeConfig } from "../../shared/contracts/practice.ts";
import type { TouchTag } from "../../shared/contracts/touch-tags.ts";
import { toHtml } from "../../shared/domain/messages/html.ts";
import type { Clock, EmailSender, Logger, ProviderResult, SmsSender } from "../../shared/ports/index.ts";
import { type MeantFor, type StaffContact, staffChain } from "./staff-chain.ts";

/** What reaching staff needs. */
export interface TellDeps {
  readonly sms: SmsSender;
  readonly email: EmailSender;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** Code of an alert that reached nobody. */
export const NO_STAFF_REACHABLE = "no_staff_reachable";
/** No further person is tried after this, ms: one more provider call must still end before the function's own timeout. */
export const CHAIN_BUDGET_MS = 6_000;

/** What one person is told, with the link in it. */
export interface StaffText {
  readonly text: string;
  readonly url?: string;
}

/** What staff are told. Whoever is told gets words of their own: the link in them is for one person. */
export interface StaffMessage {
  readonly textFor: (staffId: string) => StaffText;
  readonly meantFor: MeantFor;
  readonly tag: TouchTag;
  readonly ttlSeconds: number;
}

/** What came of it, and who was told. */
export interface Told {
  readonly result: ProviderResult;
  readonly staffId?: string;
}

/**
 * Tells the first member of staff whom a provider takes the message for. Stops when one may have been told, because one touch
 * id goes out once; a further attempt begins with the next way to reach someone.
 */
export async function tellStaff(
  deps: TellDeps,
  config: PracticeConfig,
  message: StaffMessage,
  attempt: number,
): Promise<Told> {
  const startedAt = deps.clock.now();
  let last: ProviderResult = { outcome: "rejected", code: NO_STAFF_REACHABLE };
  const chain = staffChain(config, message.meantFor, startedAt);
  const first = (attempt - 1) % Math.max(chain.length, 1);
  for (const contact of [...chain.slice(first), ...chain.slice(0, first)]) {
    const result = await tell(deps, config, contact, message);
    if (result.outcome === "accepted" || result.outcome === "ambiguous") return { result, staffId: contact.staffId };
    const { practiceId, leadId, touchId } = message.tag;
    deps.logger.warn("one way to reach staff failed", { practiceId, leadId, touchId, code: result.code });
    // A refusal for rate passes: then the whole chain is worth another attempt.
    if (result.outcome === "throttled") last = result;
    if (deps.clock.now() - startedAt > CHAIN_BUDGET_MS)
      return { result: { outcome: "throttled", code: "out_of_time" } };
  }
  return { result: last };
}

function tell(
  { sms, email }: TellDeps,
  config: PracticeConfig,
  { staffId, channel, to }: StaffContact,
  { textFor, tag, ttlSeconds }: StaffMessage,
): Promise<ProviderResult> {
  const { text, url } = textFor(staffId);
  if (channel === "sms") return sms.send({ to, body: text, ...config.sms, ttlSeconds, tag });
  const { from, replyTo, configurationSet } = config.email;
  const subject = "A lead needs a person";
  const link = url === undefined ? undefined : { url, words: "Open the lead" };
  const html = toHtml("en", text, [config.publicName], link);
  return email.send({ to, from, fromName: config.publicName, replyTo, subject, text, html, configurationSet, tag });
}
