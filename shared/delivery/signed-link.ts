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

/** How the ids of a token are written down, before they are signed: letters that need no escape in a path. */
export interface TokenCodec<Ids> {
  readonly write: (ids: Ids) => string;
  /** Called only with what was signed. */
  readonly read: (payload: string) => Ids | undefined;
}

/** A kind of token with a signature behind its last dot. `purpose` is part of what is signed. */
export function signedToken<Ids>(purpose: string, codec: TokenCodec<Ids>): Omit<SignedLink<Ids>, "url"> {
  return {
    token: (ring, ids) => {
      const payload = codec.write(ids);
      return `${payload}.${ring.sign(purpose, payload)}`;
    },
    read: (ring, text) => {
      if (text.length > MAX_TOKEN_LENGTH) return undefined;
      const dot = text.lastIndexOf(".");
      const [payload, signature] = [text.slice(0, Math.max(dot, 0)), text.slice(dot + 1)];
      return ring.verify(purpose, payload, signature) ? codec.read(payload) : undefined;
    },
  };
}

/** Links whose tokens are of this kind; `path` is that of the page that they open. */
export function signedLink<Ids>(purpose: string, path: string, codec: TokenCodec<Ids>): SignedLink<Ids> {
  const kind = signedToken(purpose, codec);
  return { ...kind, url: (ring, baseUrl, ids) => `${baseUrl}/${path}/${kind.token(ring, ids)}` };
}

function jsonCodec<Ids extends readonly string[]>(schema: z.ZodType<Ids>): TokenCodec<Ids> {
  return {
    write: (ids) => Buffer.from(JSON.stringify(ids)).toString("base64url"),
    read: (payload) => schema.safeParse(JSON.parse(Buffer.from(payload, "base64url").toString())).data,
  };
}

/** Stops the emails to one address; with the lead that they were about. */
export const unsubscribeLink = signedLink(
  "unsubscribe",
  "unsubscribe",
  jsonCodec(z.tuple([PracticeIdSchema, LeadIdSchema, PointKeySchema])),
);

/** Says that the person of a lead wants to hear from the practice; with the run whose email asked. */
export const interestLink = signedLink(
  "interest",
  "interested",
  jsonCodec(z.tuple([PracticeIdSchema, LeadIdSchema, RunIdSchema])),
);
