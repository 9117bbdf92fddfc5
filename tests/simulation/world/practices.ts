import type { PracticeConfig } from "../../../shared/contracts/practice.ts";

/** Which practice a number or an address belongs to, and who is staff. */
export class Practices {
  readonly configs: readonly PracticeConfig[];
  readonly #staff: ReadonlySet<string | undefined>;

  constructor(configs: readonly PracticeConfig[]) {
    this.configs = configs;
    this.#staff = new Set(configs.flatMap(({ staff }) => staff.flatMap(({ alert }) => [alert.sms, alert.email])));
  }

  /** Who of a practice has this number or address. */
  staffOf(practiceId: string, address: string): string | undefined {
    const { staff } = this.of(practiceId);
    return staff.find(({ alert }) => alert.sms === address || alert.email === address)?.staffId;
  }

  isStaff(address: string): boolean {
    return this.#staff.has(address);
  }

  /** The practice whose sender this is; empty when nobody's. */
  ofNumber(number: string): string {
    return (
      this.configs.find(({ sms, call }) => [sms.originationIdentity, call.sourcePhoneNumber].includes(number))
        ?.practiceId ?? ""
    );
  }

  ofAddress(address: string): string {
    return this.configs.find(({ email }) => email.from === address)?.practiceId ?? "";
  }

  of(practiceId: string): PracticeConfig {
    const config = this.configs.find((one) => one.practiceId === practiceId);
    if (config === undefined) throw new RangeError("got a practice that is not simulated");
    return config;
  }
}

/** Numbers of practices: 555-0100 to 555-0129 of area code 312 or 617, which no simulated person has. */
const SECOND = { areaCode: "617", practiceId: "harbor-view", publicName: "Harbor View", zone: "America/New_York" };
/** Message parts that a pool of this load needs: 10,000 leads of two practices, far more than one number carries. */
const POOL = { partsPerSecond: 60, partsPerDay: 1_000_000 };

/** The practice of a file, with a number pool that is large enough for the load, and a second one that must stay apart from it. */
export function twoPractices(config: PracticeConfig): PracticeConfig[] {
  const { areaCode, practiceId, publicName, zone } = SECOND;
  const own = (number: string) => `+1${areaCode}${number.slice(5)}`;
  const at = (address: string) => `${address.split("@")[0]}@harbor-view.example.com`;
  const { sms, email, call, staff } = config;
  const second: PracticeConfig = {
    ...config,
    practiceId: practiceId as PracticeConfig["practiceId"],
    publicName,
    zone,
    phone: own(config.phone),
    staff: staff.map((member) => ({
      ...member,
      alert: {
        ...(member.alert.sms === undefined ? {} : { sms: own(member.alert.sms) }),
        ...(member.alert.email === undefined ? {} : { email: at(member.alert.email) }),
      },
    })),
    sms: { ...sms, ...POOL, originationIdentity: own(sms.originationIdentity), inboundNumbers: [] },
    email: { ...email, from: at(email.from), replyTo: at(email.replyTo), unsubscribe: at(email.unsubscribe) },
    call: { ...call, sourcePhoneNumber: own(call.sourcePhoneNumber) },
    // One looks numbers up, the other finds out when its messages do not arrive.
    compliance: { ...config.compliance, numberLookup: !config.compliance.numberLookup },
  };
  return [{ ...config, sms: { ...sms, ...POOL } }, second];
}
