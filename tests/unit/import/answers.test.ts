import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import {
  consentAnswer,
  mayContactAnswer,
  optOutAnswer,
  optOutStatus,
  permissionAnswer,
  scopeAnswer,
} from "../../../shared/domain/import/answers.ts";
import { anyText } from "../../support/any-text.ts";

describe("consentAnswer", () => {
  it.each([
    "yes",
    "Y",
    "TRUE",
    "true",
    "1",
    "1.0",
    "x",
    "Checked",
    "opted in",
    "Opt-In",
    "Subscribed",
    "Sí",
    "si",
    "✓",
    "☑",
  ])("takes %j for consent", (cell) => {
    expect(consentAnswer(cell)).toBe("yes");
  });

  it.each(["no", "N", "FALSE", "0", "0.0", "unchecked", "declined", "not opted in", "Falso", "I do not agree"])(
    "takes %j for a no",
    (cell) => {
      expect(consentAnswer(cell)).toBe("no");
    },
  );

  it.each(["Opted out", "opt-out", "UNSUBSCRIBED", "revoked", "withdrawn", "STOP", "Do not contact"])(
    "takes %j for an opt-out",
    (cell) => {
      expect(consentAnswer(cell)).toBe("opted_out");
    },
  );

  it.each([
    "",
    "  ",
    "-",
    "N/A",
    "null",
    "#N/A",
    "Unknown",
    "pending",
    "Not asked",
    "Not yet",
    "Delivered",
    "Sent",
    "Opened",
    "Clicked",
    "Queued",
    "Active",
    "Valid",
    "Verified",
    "By checking this box I agree to receive texts.",
  ])("takes %j for nothing said", (cell) => {
    expect(consentAnswer(cell)).toBeUndefined();
  });

  it.each(["maybe", "verbal", "yes - verbal", "2", "2024-05-01", "ok?", "dana@example.com", "y/n"])(
    "never takes %j for consent",
    (cell) => {
      expect(consentAnswer(cell)).toBe("unclear");
    },
  );
});

describe("optOutAnswer", () => {
  it.each(["", "no", "N", "false", "0", "unchecked", "Not opted out", "subscribed", "Opted in", "n/a", "-"])(
    "takes %j for a no",
    (cell) => {
      expect(optOutAnswer(cell)).toBe("no");
    },
  );

  it.each([
    "yes",
    "TRUE",
    "1",
    "x",
    "✓",
    "Opted out",
    "unsubscribed",
    "DNC",
    "2024-05-01",
    "3/4/25",
    "03/04/2025 13:45",
    "Active",
    "Current",
    "Valid",
  ])("takes %j for an opt-out", (cell) => {
    expect(optOutAnswer(cell)).toBe("yes");
  });

  it.each(["No calls", "no contact", "maybe", "SMS", "see notes", "bounced", "2", "?"])(
    "takes %j, which is not clearly a no, for one that a person should look at",
    (cell) => {
      expect(optOutAnswer(cell)).toBe("unclear");
    },
  );

  it("never reads as a no what a consent column would read as a yes to leaving", () => {
    fc.assert(
      fc.property(anyText, (cell) => {
        if (consentAnswer(cell) === "opted_out") expect(optOutAnswer(cell)).toBe("yes");
      }),
    );
  });
});

describe("optOutStatus", () => {
  it.each(["Active", "Valid", "verified", "Deliverable", "Subscribed", "Delivered", "Opened", "Unknown", "no", ""])(
    "takes %j for a contact that goes on",
    (cell) => {
      expect(optOutStatus(cell)).toBe("no");
    },
  );

  it.each(["Unsubscribed", "yes", "x", "2024-05-01"])("takes %j for an opt-out", (cell) => {
    expect(optOutStatus(cell)).toBe("yes");
  });
});

describe("scopeAnswer", () => {
  it("knows all and email, and takes nothing else for either", () => {
    expect(["All", "everything", "Email", "email only"].map(scopeAnswer)).toEqual(["all", "all", "email", "email"]);
    expect(["", "yes", "sms", "no"].map(scopeAnswer)).toEqual([undefined, undefined, undefined, undefined]);
  });
});

describe("permissionAnswer", () => {
  it.each([
    "",
    "Unknown",
    "Pending",
    "Not yet",
    "Yes",
    "TRUE",
    "2025-03-04",
    "Newsletter",
    "Implied",
    "https://example.com/proof",
    "I agree to receive texts and calls.",
  ])("takes %j for nothing that is refused", (cell) => {
    expect(permissionAnswer(cell)).toBeUndefined();
  });

  it("tells a no, an opt-out and what is neither apart", () => {
    expect(["No", "0", "declined", "I do not agree"].map(permissionAnswer)).toEqual(["no", "no", "no", "no"]);
    expect(["Opted out", "Unsubscribed", "STOP"].map(permissionAnswer)).toEqual(Array(3).fill("opted_out"));
    expect(permissionAnswer("perhaps")).toBe("unclear");
  });
});

describe("mayContactAnswer", () => {
  it.each([
    "2025-03-04",
    "Email, SMS",
    "web form",
    "double opt-in",
    "Express",
    "Never subscribed",
    "not asked",
    "https://example.com/proof",
    "I agree to receive texts and calls.",
    "Active",
  ])("lets %j be", (cell) => {
    expect(mayContactAnswer(cell)).toBe("yes");
  });

  it.each(["Unknown", "pending", "Not yet"])("lets %j be, for nobody was asked", (cell) => {
    expect(mayContactAnswer(cell)).toBe("yes");
  });

  it.each(["email only", "maybe"])("takes %j for one that a person should look at", (cell) => {
    expect(mayContactAnswer(cell)).toBe("unclear");
  });

  it.each(["", "yes", "Y", "true", "Yes, mornings", "ok", "allowed", "✓"])("lets %j be", (cell) => {
    expect(mayContactAnswer(cell)).toBe("yes");
  });

  it.each(["no", "N", "FALSE", "0", "No calls", "Do not contact", "opted out"])("takes %j for an opt-out", (cell) => {
    expect(mayContactAnswer(cell)).toBe("no");
  });

  it("takes anything else for an opt-out that a person should look at", () => {
    expect(mayContactAnswer("evenings")).toBe("unclear");
    expect(mayContactAnswer("?!x")).not.toBe("no");
  });
});
