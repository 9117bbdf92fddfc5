import * as z from "zod";

/** A page of the practice's own machine may post without TLS, while it is being made. */
const LOCAL_HOSTS: readonly string[] = ["localhost", "127.0.0.1"];

/** The origin of pages that may post: scheme, host and port as browsers write them, without a slash at the end. */
export const BrowserOriginSchema = z.string().refine(isOrigin, {
  error: "expected the origin of a page over https, like https://www.example.com, without a path or a slash at the end",
});

/** The origins in a variable: with commas between. None when it is empty or not set. */
export const BrowserOriginsSchema = z
  .string()
  .default("")
  .transform((text) => text.split(",").flatMap((origin) => origin.trim() || []))
  .pipe(z.array(BrowserOriginSchema));

function isOrigin(text: string): boolean {
  const url = URL.parse(text);
  if (url === null || url.origin !== text) return false;
  return url.protocol === "https:" || (url.protocol === "http:" && LOCAL_HOSTS.includes(url.hostname));
}
