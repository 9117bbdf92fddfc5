import * as z from "zod";
import { LeadIdSchema, PointKeySchema, PracticeIdSchema } from "../domain/ids.ts";
import type { KeyRing } from "../ports/index.ts";

const PURPOSE = "unsubscribe";
const IdsSchema = z.tuple([PracticeIdSchema, LeadIdSchema, PointKeySchema]);
/** Ids and signature take under 220 characters; more is no token of ours, and not worth a hash. */
const MAX_TOKEN_LENGTH = 300;

/** Whose emails a link stops: ids and a keyed hash, no contact data. */
export interface UnsubscribeIds {
  readonly practiceId: z.infer<typeof PracticeIdSchema>;
  readonly leadId: z.infer<typeof LeadIdSchema>;
  readonly pointKey: z.infer<typeof PointKeySchema>;
}

/** A signed text for a link that works without a login, for as long as its key is in the ring. */
export function unsubscribeToken(ring: KeyRing, { practiceId, leadId, pointKey }: UnsubscribeIds): string {
  const payload = Buffer.from(JSON.stringify([practiceId, leadId, pointKey])).toString("base64url");
  return `${payload}.${ring.sign(PURPOSE, payload)}`;
}

/** What a token of ours says; undefined for any other text. */
export function readUnsubscribeToken(ring: KeyRing, token: string): UnsubscribeIds | undefined {
  if (token.length > MAX_TOKEN_LENGTH) return undefined;
  const [payload = "", signature = "", ...more] = token.split(".");
  if (more.length > 0 || !ring.verify(PURPOSE, payload, signature)) return undefined;
  const ids = IdsSchema.safeParse(JSON.parse(Buffer.from(payload, "base64url").toString()));
  if (!ids.success) return undefined;
  const [practiceId, leadId, pointKey] = ids.data;
  return { practiceId, leadId, pointKey };
}

/** The address of the page that a token opens. `baseUrl` has no slash at its end. */
export function unsubscribeUrl(baseUrl: string, token: string): string {
  return `${baseUrl}/unsubscribe/${token}`;
}
