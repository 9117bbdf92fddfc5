import { describe, expect, it } from "@jest/globals";
import { classifyProviderError } from "../../../shared/adapters/provider-errors.ts";

const refused = (name: string, httpStatusCode: number) =>
  Object.assign(new Error(name), { name, $metadata: { httpStatusCode } });

describe("classifyProviderError", () => {
  it.each([
    ["AccessDeniedException", 403],
    ["UnrecognizedClientException", 403],
    ["ExpiredTokenException", 403],
    ["InvalidSignatureException", 403],
    ["RequestTimeTooSkewed", 403],
  ])("keeps the message for another attempt when the caller was refused, not the message (%s)", (name, status) => {
    expect(classifyProviderError(refused(name, status))).toEqual({ outcome: "throttled", code: name });
  });

  it("takes any other refusal as final", () => {
    const refusal = refused("ValidationException", 400);
    expect(classifyProviderError(refusal)).toEqual({ outcome: "rejected", code: "ValidationException" });
  });

  it("does not trust the name of an error without the provider's answer", () => {
    expect(classifyProviderError(new Error("AccessDeniedException"))).toMatchObject({ outcome: "ambiguous" });
  });
});
