import { pathToFileURL } from "node:url";

// Run by credentials.test.ts as a process of its own: calls a bundle's handler the way Lambda would. That nobody answers the
// function is expected; what it asked is what counts.
const [, , bundle = ""] = process.argv;
const { handler } = await import(pathToFileURL(bundle).href);
await handler({}, {}).catch(() => {});
