import { describe, expect, it } from "@jest/globals";
import { mysteryPost } from "../../../functions/shop-mystery/mystery-post.ts";
import { PostLeadSchema } from "../../../shared/contracts/lead-api.ts";
import { SMS_SIMULATOR_NUMBERS } from "../../../shared/contracts/simulator.ts";
import { normalizeEmail } from "../../../shared/domain/contact/email.ts";
import { PRACTICE_ID } from "../../support/builders/index.ts";
import { NOW } from "../../support/fakes/index.ts";

const MINUTE = 60_000;
const at = (nowMs: number, numbers = SMS_SIMULATOR_NUMBERS) => mysteryPost(PRACTICE_ID, numbers, nowMs);

describe("mysteryPost", () => {
  it("is a documented post, that may be texted and emailed and not called by a machine", () => {
    const post = at(NOW);
    expect(PostLeadSchema.parse(post)).toEqual(post);
    expect(post.consent).toMatchObject({ sms: true, email: true });
    expect(post.consent).not.toHaveProperty("call");
  });

  it("goes to the simulators only: a number of theirs, and an address that is new each time", () => {
    const posts = Array.from({ length: 50 }, (_, turn) => at(NOW + turn * 15 * MINUTE));
    const addresses = posts.map(({ contact }) => String(contact.email));
    expect(new Set(addresses).size).toBe(50);
    for (const address of addresses) {
      expect(address).toMatch(/^success\+\w+@simulator\.amazonses\.com$/);
      expect(normalizeEmail(address)).toEqual({ ok: true, email: address });
    }
    expect(new Set(posts.map(({ contact }) => contact.phone))).toEqual(new Set(SMS_SIMULATOR_NUMBERS));
  });

  it("lets several numbers take turns, however often it is posted", () => {
    const numbers = ["+13125550160", "+13125550161", "+13125550162"];
    for (const minutes of [3, 15, 60]) {
      const used = Array.from({ length: 60 }, (_, turn) => at(NOW + turn * minutes * MINUTE, numbers).contact.phone);
      for (const number of numbers) expect(used.filter((phone) => phone === number).length).toBeGreaterThan(5);
    }
  });

  it("is posted with an address alone where there are no numbers", () => {
    expect(at(NOW, []).contact).not.toHaveProperty("phone");
  });
});
