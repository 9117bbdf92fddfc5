// Loaded into every function before its bundle (NODE_OPTIONS of MiniStack): the present is the one that the tests set in a file.
const { readFileSync } = require("node:fs");

const RealDate = Date;
const now = () => RealDate.now() + Number(readFileSync(process.env.EMULATOR_CLOCK, "utf8"));

globalThis.Date = class extends RealDate {
  constructor(...parts) {
    if (parts.length === 0) super(now());
    else super(...parts);
  }

  static now() {
    return now();
  }
};
