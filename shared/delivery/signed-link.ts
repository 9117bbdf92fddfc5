import * as z from "zod";
import { LeadIdSchema, PointKeySchema, PracticeIdSchema, RunIdSchema } from "../domain/ids.ts";
import type { KeyRing } from "../ports/index.ts";

/** Ids and signature take under 250 characters; more is no token of ours, and not worth a hash. */
const MAX_TOKEN_LENGTH = 300;

/** Links of one purpose that work without a login, for as long as their key is in the ring. No other purpose's token fits. */
export interface SignedLink<Ids> {
  /** A signed text of ids and keyed hashes: no contact data. */
  token(ring: KeyRing, ids: Ids): string;
  /** What a token of ours says; undefined for any other text. */
  read(ring: KeyRing, token: string): Ids | undefined;
  /** The address of the page that it opens. `baseUrl` has no slash at its end. */
  url(ring: KeyRing, baseUrl: string, ids: Ids): string;
}

function signedLink<Ids extends readonly string[]>(
  purpose: string,
  path: string,
  schema: z.ZodType<Ids>,
): SignedLink<Ids> {
  const token = (ring: KeyRing, ids: Ids) => {
    const payload = Buffer.from(JSON.stringify(ids)).toString("base64url");
    return `${payload}.${ring.sign(purpose, payload)}`;
  };
  return {
    token,
    read: (ring, text) => {
      if (text.length > MAX_TOKEN_LENGTH) return undefined;
      const [payload = "", signature = "", ...more] = text.split(".");
      if (more.length > 0 || !ring.verify(purpose, payload, signature)) return undefined;
      return schema.safeParse(JSON.parse(Buffer.from(payload, "base64url").toString())).data;
    },
    url: (ring, baseUrl, ids) => `${baseUrl}/${path}/${token(ring, ids)}`,
  };
}

/** Stops the emails to one address; with the lead that they were about. */
export const unsubscribeLink = signedLink(
  "unsubscribe",
  "unsubscribe",
  z.tuple([PracticeIdSchema, LeadIdSchema, PointKeySchema]),
);

/** Says that the person of a lead wants to hear from the practice; with the run whose email asked. */
export const interestLink = signedLink(
  "interest",
  "interested",
  z.tuple([PracticeIdSchema, LeadIdSchema, RunIdSchema]),
);
