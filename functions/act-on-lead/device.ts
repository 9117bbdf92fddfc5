import * as z from "zod";
import type { ActionLinkIds } from "../../shared/delivery/action-link.ts";
import { signedToken } from "../../shared/delivery/signed-link.ts";
import type { StaffMember } from "../../shared/domain/entities/desk.ts";
import { type PracticeId, PracticeIdSchema, StaffIdSchema } from "../../shared/domain/ids.ts";
import type { KeyRing } from "../../shared/ports/index.ts";

/** How long a device is remembered, s. */
export const DEVICE_LIFETIME_SECONDS = 30 * 86_400;

/** Whose a device is: one person of one practice, as long as the PIN stands that it was opened with. */
export interface Device {
  readonly practiceId: PracticeId;
  readonly staffId: string;
  readonly deviceId: string;
  /** ms, whole seconds. */
  readonly expiresAt: number;
  readonly pinSetAt: number;
}

const RADIX = 36;
const TimeSchema = z
  .string()
  .regex(/^[0-9a-z]{1,9}$/)
  .transform((text) => Number.parseInt(text, RADIX));
const TokenSchema = z.tuple([
  PracticeIdSchema,
  StaffIdSchema,
  z.string().regex(/^[A-Za-z0-9_-]{1,64}$/),
  TimeSchema,
  TimeSchema,
]);

const deviceToken = signedToken<Device>("device", {
  write: ({ practiceId, staffId, deviceId, expiresAt, pinSetAt }) =>
    [practiceId, staffId, deviceId, (expiresAt / 1_000).toString(RADIX), pinSetAt.toString(RADIX)].join("."),
  read: (payload) => {
    const read = TokenSchema.safeParse(payload.split("."));
    if (!read.success) return undefined;
    const [practiceId, staffId, deviceId, seconds, pinSetAt] = read.data;
    return { practiceId, staffId, deviceId, expiresAt: seconds * 1_000, pinSetAt };
  },
});

/** One cookie per practice: who answers leads for two of them may do so on one phone. */
const cookieName = (practiceId: PracticeId) => `device-${practiceId}`;
/** Without a path it is the folder of the page's address as the browser knows it, under whatever prefix that is served. */
const ATTRIBUTES = "HttpOnly; Secure; SameSite=Lax";

/** The cookie that makes a device a person's. */
export function deviceCookie(ring: KeyRing, device: Omit<Device, "expiresAt">, now: number): string {
  const expiresAt = (Math.floor(now / 1_000) + DEVICE_LIFETIME_SECONDS) * 1_000;
  const value = deviceToken.token(ring, { ...device, expiresAt });
  return `${cookieName(device.practiceId)}=${value}; Max-Age=${DEVICE_LIFETIME_SECONDS}; ${ATTRIBUTES}`;
}

/** The cookie that makes a device nobody's. */
export function forgottenDevice(practiceId: PracticeId): string {
  return `${cookieName(practiceId)}=; Max-Age=0; ${ATTRIBUTES}`;
}

/** Whose the cookies say that the device is; undefined where they do not, or no longer. */
export function readDevice(
  ring: KeyRing,
  cookies: Readonly<Record<string, string>>,
  practiceId: PracticeId,
  now: number,
): Device | undefined {
  const device = deviceToken.read(ring, cookies[cookieName(practiceId)] ?? "");
  return device?.practiceId === practiceId && device.expiresAt > now ? device : undefined;
}

/** Whether the PIN that the device was opened with still is the person's: a new one ends what the old one opened. */
export function isCurrent(device: Device, member: StaffMember | undefined): boolean {
  return member?.pin?.setAt === device.pinSetAt;
}

const FORM_PURPOSE = "action-form";
const formText = ({ deviceId }: Device, { practiceId, leadId, staffId }: ActionLinkIds) =>
  JSON.stringify([deviceId, practiceId, leadId, staffId]);

/** Proves that a form was on the page of this lead, on this device. */
export function formToken(ring: KeyRing, device: Device, ids: ActionLinkIds): string {
  return ring.sign(FORM_PURPOSE, formText(device, ids));
}

/** Whether it does. */
export function isOwnForm(ring: KeyRing, device: Device, ids: ActionLinkIds, token: string | undefined): boolean {
  return token !== undefined && ring.verify(FORM_PURPOSE, formText(device, ids), token);
}
