import type { IncomingHttpHeaders } from "node:http";
import * as z from "zod";
import { TOKEN_ROLES } from "../../../shared/contracts/routes.ts";
import { PracticeIdSchema } from "../../../shared/domain/ids.ts";
import { type Answer, json } from "./answers.ts";
import type { LocalUserPool } from "./tokens.ts";
import { type Operations, withBody } from "./with-body.ts";

/** What signing in needs. */
export interface LocalTokensDeps {
  readonly userPool: LocalUserPool;
  readonly practiceIds: readonly string[];
}

/** Longest life of a token, seconds; Cognito's own limit. */
const MAX_LIFETIME_SECONDS = 86_400;

const PersonSchema = z
  .strictObject({
    role: z.enum(TOKEN_ROLES).optional(),
    roles: z.array(z.enum(TOKEN_ROLES)).optional(),
    /** All of this engine's unless given. */
    practices: z.array(PracticeIdSchema).optional(),
    /** Below 0: the token has expired already. */
    expiresInSeconds: z.int().min(-MAX_LIFETIME_SECONDS).max(MAX_LIFETIME_SECONDS).optional(),
    sub: z.string().min(1).max(128).optional(),
  })
  .refine(({ role, roles }) => (role === undefined) !== (roles === undefined), {
    path: ["role"],
    error: "expected either a role or roles",
  });

const GrantSchema = z.looseObject({
  grant_type: z.string().optional(),
  client_id: z.string().optional(),
  client_secret: z.string().optional(),
  scope: z.string().optional(),
});

/** The routes by which people and machine clients sign in. */
export function tokenOperations({ userPool, practiceIds }: LocalTokensDeps): Operations {
  return {
    "/local/tokens": {
      POST: (body) =>
        withBody(PersonSchema, body, async ({ role, roles = role ? [role] : [], practices = practiceIds, ...rest }) =>
          json(201, { access_token: await userPool.tokenOf({ roles, practices, ...rest }), token_type: "Bearer" }),
        ),
    },
    "/local/oauth2/token": { POST: (body, headers) => grantToken(userPool, body, headers) },
  };
}

/** The token endpoint of a user pool, as far as machine clients use it (RFC 6749, 4.4). */
async function grantToken(userPool: LocalUserPool, body: Buffer, headers: IncomingHttpHeaders): Promise<Answer> {
  const asked = GrantSchema.safeParse(fieldsOf(body.toString("utf8")));
  if (!asked.success) return refusal("invalid_request");
  if (asked.data.grant_type !== "client_credentials") return refusal("unsupported_grant_type");
  const { clientId = asked.data.client_id, clientSecret = asked.data.client_secret } = basicOf(headers.authorization);
  const answer = await userPool.grant({ clientId, clientSecret, scope: asked.data.scope });
  return "error" in answer ? refusal(answer.error) : json(200, answer);
}

/** A form, or JSON for those who would rather write that. */
function fieldsOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return Object.fromEntries(new URLSearchParams(text));
  }
}

function basicOf(header = ""): { clientId?: string; clientSecret?: string } {
  const [scheme = "", encoded = ""] = header.split(" ");
  if (scheme.toLowerCase() !== "basic") return {};
  const [clientId = "", ...secret] = Buffer.from(encoded, "base64").toString("utf8").split(":");
  return { clientId, clientSecret: secret.join(":") };
}

function refusal(error: string): Answer {
  return json(error === "invalid_client" ? 401 : 400, { error });
}
