import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { consentStatement } from "../../../shared/domain/import/consent-text.ts";
import { anyText } from "../../support/any-text.ts";

describe("consentStatement", () => {
  it.each([
    "I agree to receive marketing text messages from Bright Smile.",
    "I agree to texts.",
    "I agree",
    "Acepto",
    "Yes, I agree",
    "I'd like to receive text messages about my visit",
    "I agree to receive texts from Bright Smile. If I no longer wish to receive them I will reply STOP. I have not revoked any prior consent.",
    "I agree to receive texts until I withdraw my consent",
    "I consent to calls. Should I withdraw my consent I will say so.",
    "I agree to texts. I may revoke my consent at any time, and no marketing information is shared.",
    "I, canary 3, agree to texts & calls.",
    "By submitting this form I agree that Bright Smile may send me marketing text messages, place marketing calls with an automated or recorded voice, and email me at the number and address I gave. Consent is not a condition of purchase. Message and data rates may apply. Reply STOP to opt out.",
    "By clicking submit, you consent to receive calls and texts, even if your number is on a do not call list. You are not required to consent as a condition of purchase.",
    "I understand that I am not required to agree in order to buy anything, and may revoke my consent at any time. I authorize X to call me.",
    "I agree to calls until my consent is revoked in writing",
    "I give permission to contact me by text. If you do not agree, do not submit this form.",
    "I consent to receive texts. We will not share your number without your consent. No purchase necessary.",
    "No consent is required to buy; I agree to texts.",
    "Yes, text me about offers",
    "Sign me up for text alerts",
    "I would like to receive text messages",
    "Al enviar este formulario acepto recibir mensajes de texto. El consentimiento no es condición de compra.",
    "Doy mi consentimiento para recibir mensajes",
  ])("takes %j for agreement", (text) => {
    expect(consentStatement(text)).toBe("agreed");
  });

  it.each([
    "I do not agree to receive texts",
    "I don't consent",
    "I withdraw my consent",
    "I hereby revoke my consent to texts",
    "I agree to receive appointment reminders only, no marketing",
    "I consent to texts, but no marketing texts",
    "did not check the box",
    "Rechazó",
    "sin consentimiento",
    "I agree to calls but do not agree to texts",
    "I do not wish to receive texts",
    "I have not given consent",
    "does not consent to calls",
    "No consent given",
    "No written consent on file",
    "Consent not given",
    "refused consent",
    "Did not sign",
    "Patient declined texts",
    "declined",
    "opted out",
    "No acepto recibir mensajes",
  ])("takes %j for a refusal", (text) => {
    expect(consentStatement(text)).toBe("refused");
  });

  it.each([
    "",
    "no",
    "0",
    "false",
    "Yes",
    "?",
    "TBD",
    "unknown",
    "pending",
    "verbal",
    "signed",
    "I agree …",
    "Website form",
    "see chart notes for details",
    "consent pending from the patient",
    "patient gave verbal consent over the phone",
  ])("takes %j for neither", (text) => {
    expect(consentStatement(text)).toBe("nothing");
  });

  it.each(["no ", "if you do ", "not ", "consent ", "by "])("comes to an end over 64 kB of %j", (unit) => {
    expect(consentStatement(unit.repeat(65_536 / unit.length))).toBeDefined();
  });

  it("answers for any text", () => {
    fc.assert(fc.property(anyText, (text) => consentStatement(text) !== undefined));
  });
});
