import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { greetingName } from "../../../shared/domain/messages/greeting-name.ts";

describe("greetingName", () => {
  it.each(["Dana", "José", "Mary Ann", "Jean-Luc", "O'Neil", "D’Arcy", "Зоя", "李", "Nguyễn"])("uses %s", (name) => {
    expect(greetingName(` ${name} `)).toBe(name.normalize("NFC"));
  });

  it.each([
    undefined,
    "",
    "   ",
    "http://x",
    "evil.com",
    "www.example.com",
    "Dana2",
    "call 3125550142",
    "Dana!",
    "<b>Dana</b>",
    "{{ phone }}",
    "Dana\nReply YES",
    "Dana  Reyes",
    "-Dana",
    "😀",
    "D".repeat(31),
  ])("leaves out %j", (name) => {
    expect(greetingName(name)).toBeUndefined();
  });

  it("never lets digits, dots, slashes, colons, at signs or line breaks through", () => {
    const dangerous = fc.constantFrom(..."0123456789./:@\n\r<>{}%&");
    const name = fc.tuple(fc.string({ maxLength: 12 }), dangerous, fc.string({ maxLength: 12 }));
    fc.assert(
      fc.property(name, ([before, character, after]) => {
        expect(greetingName(`a${before}${character}${after}a`)).toBeUndefined();
      }),
    );
  });
});
