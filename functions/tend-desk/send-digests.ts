import { MetricName } from "../../shared/contracts/names.ts";
import type { PracticeConfig } from "../../shared/contracts/practice.ts";
import { canBeTold, isOff, type Member, shiftsOf } from "../../shared/domain/desk/on-duty.ts";
import type { PracticeId } from "../../shared/domain/ids.ts";
import { toHtml } from "../../shared/domain/messages/html.ts";
import { staffedTimeOn } from "../../shared/domain/practice-hours/staffed-hours.ts";
import type { ProviderResult } from "../../shared/ports/index.ts";
import { untilCommitted } from "../../shared/ports/until-committed.ts";
import { digestText } from "./digest-text.ts";
import { figuresFor, readDay } from "./figures.ts";
import type { TendDeskDeps } from "./types.ts";

const SUBJECT = "Your day at a glance";
/** A digest that comes in the afternoon says nothing of the day any more, s. */
const TTL_SECONDS = 2 * 3_600;

/** Sends the digest of a day to everybody who works on it and to the managers, each once; answers how many were taken. */
export async function sendDigests(
  deps: TendDeskDeps,
  config: PracticeConfig,
  practiceId: PracticeId,
  date: string,
): Promise<number> {
  const { mode } = await deps.sending.read(practiceId);
  // A practice that sends nothing tells its staff nothing either; tomorrow is another day.
  if (mode === "paused" || mode === "shadow") return 0;
  const recipients = config.staff.filter((member) => isRecipient(config, member, date, deps.clock.now()));
  if (recipients.length === 0) return 0;
  const day = await readDay(deps, config, practiceId, date);
  let sent = 0;
  for (const member of recipients) {
    if (!(await claimDigest(deps, practiceId, member, date))) continue;
    const scope = member.role === "manager" ? undefined : member.staffId;
    const result = await tell(deps, config, member, digestText(config, figuresFor(day, scope)));
    if (result.outcome === "accepted") sent += 1;
    else fail(deps, practiceId, result.code);
  }
  return sent;
}

/** Managers hear of every day with staff, unless it is a day off of theirs; everybody else of the days that they work. */
function isRecipient(config: PracticeConfig, member: Member, date: string, now: number): boolean {
  if (!canBeTold(member) || isOff(config, member, now)) return false;
  return member.role === "manager" || staffedTimeOn(shiftsOf(config, member), date).length > 0;
}

/** The digest is this caller's to send, and nobody else's: better none than two. */
function claimDigest(
  { store, pause }: TendDeskDeps,
  practiceId: PracticeId,
  { staffId }: Member,
  date: string,
): Promise<boolean> {
  return untilCommitted({ pause, failures: 0 }, async () => {
    const known = await store.read("staffMember", { practiceId, staffId });
    if (known?.digestOn !== undefined && known.digestOn >= date) return false;
    const value = {
      ...(known ?? { practiceId, staffId, wrongPins: 0 }),
      digestOn: date,
      version: (known?.version ?? 0) + 1,
    };
    const put = { entity: "staffMember", value, expected: known?.version ?? "absent" } as const;
    return (await store.commit({ puts: [put], events: [] })) === "conflict" ? "conflict" : true;
  });
}

/** By email where there is an address, else by SMS: it is nothing to hurry for. */
function tell(
  deps: TendDeskDeps,
  config: PracticeConfig,
  { alert }: Member,
  lines: readonly string[],
): Promise<ProviderResult> {
  if (alert.email !== undefined) {
    const text = lines.join("\n\n");
    const { from, replyTo } = config.email;
    const html = toHtml("en", text, [config.publicName]);
    return deps.email.send({
      to: alert.email,
      from,
      fromName: config.publicName,
      replyTo,
      subject: SUBJECT,
      text,
      html,
    });
  }
  const { originationIdentity, messageType } = config.sms;
  const body = lines.join(" ");
  return deps.sms.send({ to: alert.sms ?? "", body, originationIdentity, messageType, ttlSeconds: TTL_SECONDS });
}

function fail({ metrics, logger }: TendDeskDeps, practiceId: PracticeId, code: string): void {
  metrics.emit(MetricName.DigestFailed, 1, { Practice: practiceId });
  logger.warn("a digest could not be sent", { practiceId, code });
}
