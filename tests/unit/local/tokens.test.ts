import { describe, expect, it } from "@jest/globals";
import { exportJWK, exportSPKI, generateKeyPair, type JWTPayload, SignJWT, UnsecuredJWT } from "jose";
import { createUserPool } from "../../../infra/local/http/tokens.ts";

const pool = createUserPool(["bright-smile", "oak-dental"]);
const person = { roles: ["coordinator"], practices: ["bright-smile"], sub: "dana" } as const;
const token = await pool.tokenOf(person);
const [header = "", payload = "", signature = ""] = token.split(".");
const claims = JSON.parse(Buffer.from(payload, "base64url").toString()) as JWTPayload;
const foreign = await generateKeyPair("RS256", { extractable: true });
const rs256 = { alg: "RS256" };
const secret = new TextEncoder().encode(await exportSPKI(foreign.publicKey));
const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url");
/** Changes one character in the middle of a part. */
const altered = (part: string) => {
  const at = Math.floor(part.length / 2);
  return part.slice(0, at) + (part[at] === "A" ? "B" : "A") + part.slice(at + 1);
};

describe("the local user pool", () => {
  it("knows the tokens that it made, and passes their claims on as text", async () => {
    expect(await pool.verify(token)).toMatchObject({
      sub: "dana",
      token_use: "access",
      "cognito:groups": "coordinator,practice.bright-smile",
      exp: String(claims.exp),
    });
  });

  const FORGED: Readonly<Record<string, () => string | Promise<string>>> = {
    "has expired": () => pool.tokenOf({ ...person, expiresInSeconds: -1 }),
    "has another header": () => [altered(header), payload, signature].join("."),
    "has other claims": () => [header, encode({ ...claims, "cognito:groups": ["admin"] }), signature].join("."),
    "has one other character in its claims": () => [header, altered(payload), signature].join("."),
    "has another signature": () => [header, payload, altered(signature)].join("."),
    "has no signature": () => `${header}.${payload}.`,
    "says that it needs none": () => new UnsecuredJWT(claims).encode(),
    "says so in other letters": () => `${encode({ alg: "nOnE" })}.${payload}.`,
    "is signed with another key": () => new SignJWT(claims).setProtectedHeader(rs256).sign(foreign.privateKey),
    "is signed with a public key as if that were a shared secret": () =>
      new SignJWT(claims).setProtectedHeader({ alg: "HS256" }).sign(secret),
    "brings its own key along": async () => {
      const jwk = await exportJWK(foreign.publicKey);
      return new SignJWT(claims).setProtectedHeader({ ...rs256, jwk }).sign(foreign.privateKey);
    },
    "is of another pool": () => createUserPool(["bright-smile"]).tokenOf(person),
    "is no token": () => "hello",
    "is empty": () => "",
  };

  it.each(Object.keys(FORGED))("knows no token that %s", async (how) => {
    expect(await pool.verify((await FORGED[how]?.()) ?? "")).toBeUndefined();
  });

  it("gives a machine client the scopes that it may have, and no others", async () => {
    const client = { clientId: "local-coordinator-client", clientSecret: "local-coordinator-secret" };
    const all = await pool.grant(client);
    expect(await pool.verify("access_token" in all ? all.access_token : "")).toMatchObject({
      sub: "local-coordinator-client",
      scope:
        "first-touch/api first-touch/coordinator first-touch/practice.bright-smile first-touch/practice.oak-dental",
    });
    expect(await pool.grant({ ...client, scope: "first-touch/api first-touch/admin" })).toEqual({
      error: "invalid_scope",
    });
    expect(await pool.grant({ ...client, clientSecret: "guess" })).toEqual({ error: "invalid_client" });
    const narrow = await pool.grant({ ...client, scope: "first-touch/coordinator" });
    // Without the scope of the API it opens nothing.
    expect(await pool.verify("access_token" in narrow ? narrow.access_token : "")).toBeUndefined();
  });
});
