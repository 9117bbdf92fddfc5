import type { PracticeConfig } from "../practice.ts";
import { type Check, type Mistake, type Path, repeated } from "./mistake.ts";

const E164_US = /^\+1\d{10}$/;
/** Digits and what people write between them: a number that somebody did not write as +1… */
const LIKE_A_NUMBER = /^[+\d\s().-]+$/;

/** The numbers on which people text a practice, as E.164. */
export function smsNumbers({ sms }: PracticeConfig): string[] {
  const identity = E164_US.test(sms.originationIdentity) ? [sms.originationIdentity] : [];
  return [...new Set([...identity, ...sms.inboundNumbers])];
}

/** Replies find their practice, and alerts do not come back to it. */
export const ownNumberMistakes: Check = (config) => {
  const { sms, call, staff } = config;
  const own = [...smsNumbers(config), call.sourcePhoneNumber];
  const toItself = staff.flatMap(({ alert }, index): Mistake[] =>
    alert.sms !== undefined && own.includes(alert.sms)
      ? [
          {
            path: ["staff", index, "alert", "sms"],
            message: "is a number that messages go out from; expected a person's",
          },
        ]
      : [],
  );
  return [
    ...identityMistakes(sms),
    ...repeated(sms.inboundNumbers, (index) => ["sms", "inboundNumbers", index]),
    ...toItself,
  ];
};

function identityMistakes({ originationIdentity, inboundNumbers }: PracticeConfig["sms"]): Mistake[] {
  const path: Path = ["sms", "originationIdentity"];
  if (E164_US.test(originationIdentity)) return [];
  if (LIKE_A_NUMBER.test(originationIdentity)) {
    return [{ path, message: "expected a US number like +13125550142, or the id or ARN of a number pool" }];
  }
  if (inboundNumbers.length > 0) return [];
  const message = "is missing; name the numbers of the pool, or replies and opt-outs find no practice";
  return [{ path: ["sms", "inboundNumbers"], message }];
}

/** Alerts that go to the number which patients call. */
export const alertNumberWarnings: Check = ({ staff, phone }) =>
  staff.flatMap(({ alert }, index) =>
    alert.sms === phone
      ? [
          {
            path: ["staff", index, "alert", "sms"],
            message: "is the practice's own line; make sure that it takes texts",
          },
        ]
      : [],
  );
