import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "@jest/globals";

const root = fileURLToPath(new URL("../../", import.meta.url));
const inFolder = (folder: string) =>
  readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".md"))
    .map((name) => join(folder, name));
const pages = [
  ...readdirSync(root).filter((name) => name.endsWith(".md")),
  ...["docs", "examples", "statemachines", "infra/local"].flatMap(inFolder),
];
const textOf = (page: string) => readFileSync(join(root, page), "utf8");

/** What GitHub calls a heading in a link. */
const anchorOf = (heading: string) =>
  heading
    .trim()
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s_-]/gu, "")
    .replaceAll(" ", "-");

/** Everything in a page that a link may lead to. */
function anchorsIn(page: string): Set<string> {
  const text = textOf(page).replace(/```[\s\S]*?```/g, "");
  const headings = [...text.matchAll(/^#+ (.*)$/gm)].map(([, heading = ""]) => anchorOf(heading));
  return new Set([...headings, ...[...text.matchAll(/<a id="([^"]+)">/g)].map(([, id = ""]) => id)]);
}

/** Links of a page that lead nowhere. */
function brokenIn(page: string): string[] {
  const text = textOf(page).replace(/```[\s\S]*?```/g, "");
  const links = [...text.matchAll(/\]\((?!https?:|mailto:)([^)\s]+)\)/g)].map(([, link = ""]) => link);
  return links.filter((link) => {
    const [path = "", anchor] = link.split("#");
    const target = path === "" ? page : join(dirname(page), path);
    if (!existsSync(join(root, target))) return true;
    if (anchor === undefined || !target.endsWith(".md") || statSync(join(root, target)).isDirectory()) return false;
    return !anchorsIn(target).has(anchor);
  });
}

describe("links between pages", () => {
  it("lead to pages and headings that are there", () => {
    const broken = pages.flatMap((page) => brokenIn(page).map((link) => `${page}: ${link}`));
    expect(broken).toEqual([]);
  });
});
