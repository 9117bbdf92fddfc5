import type { PracticeConfig } from "../practice.ts";
import type { Mistake, Path } from "./mistake.ts";

/** What only one practice may use: an opt-out, a reply and a report must lead back to it. */
function poolsOf({ sms, email, call }: PracticeConfig): { kind: string; name: string; path: Path }[] {
  const optional = (kind: string, name: string | undefined, path: Path) =>
    name === undefined ? [] : [{ kind, name, path }];
  return [
    { kind: "number", name: sms.originationIdentity, path: ["sms", "originationIdentity"] },
    ...sms.inboundNumbers.map((name, index) => ({ kind: "number", name, path: ["sms", "inboundNumbers", index] })),
    ...optional("list", sms.optOutList, ["sms", "optOutList"]),
    ...optional("SMS configuration set", sms.configurationSet, ["sms", "configurationSet"]),
    ...optional("email configuration set", email.configurationSet, ["email", "configurationSet"]),
    { kind: "number", name: call.sourcePhoneNumber, path: ["call", "sourcePhoneNumber"] },
  ];
}

/** For each practice, what it shares with one before it; a practice that is there twice is said so once. */
export function sharedPools(practices: readonly PracticeConfig[]): Mistake[][] {
  const owners = new Map<string, { practiceId: string; path: Path }>();
  const known = new Set<string>();
  return practices.map((practice) => {
    const { practiceId } = practice;
    if (known.has(practiceId)) {
      return [{ path: ["practiceId"], message: `"${practiceId}" is configured twice; keep one` }];
    }
    known.add(practiceId);
    return poolsOf(practice).flatMap(({ kind, name, path }): Mistake[] => {
      const key = `${kind} ${name}`;
      const owner = owners.get(key);
      if (owner === undefined) owners.set(key, { practiceId, path });
      if (owner === undefined || owner.practiceId === practiceId) return [];
      const where = `"${owner.practiceId}" (${owner.path.join(".")})`;
      return [{ path, message: `"${name}" belongs to ${where}; no two practices share one` }];
    });
  });
}
