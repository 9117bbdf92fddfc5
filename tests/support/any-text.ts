import fc from "fast-check";

/** Any text at all, also control characters and halves of surrogate pairs. */
export const anyText: fc.Arbitrary<string> = fc
  .array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 100 })
  .map((units) => String.fromCharCode(...units));
