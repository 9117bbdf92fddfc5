import type { FileLayout, ImportOptions } from "../entities/import.ts";
import { optOutAnswer, optOutStatus, saysNeither, scopeAnswer } from "./answers.ts";
import { holdsOnlyEmails, holdsOnlyPhones } from "./contact-cells.ts";
import type { RowCells } from "./row-cells.ts";
import { isTooWide } from "./row-flaws.ts";
import type { RowRefusals } from "./row-opt-out.ts";

/**
 * Where the contact data of a row of a list of opt-outs are: in the columns for it, and in any other cell that is nothing but
 * addresses or, where the name of its column allows it, numbers. Whose cells are out of place is suppressed by whatever there is.
 */
export function listColumns(cells: readonly string[], layout: FileLayout): FileLayout["columns"] {
  const everywhere = [...cells.keys()];
  if (isTooWide(cells, layout)) return { ...layout.columns, phone: everywhere, email: everywhere };
  const { phone: contact = [], email: open = [] } = layout.columns;
  const isEntry = (column: number) => {
    const cell = cells[column] ?? "";
    return holdsOnlyEmails(cell) || (open.includes(column) && holdsOnlyPhones(cell));
  };
  const found = [...contact, ...everywhere.filter((column) => !contact.includes(column) && isEntry(column))];
  return { ...layout.columns, phone: found, email: found };
}

/** What an entry of a list of opt-outs covers; undefined when its column says that this person did not opt out. */
export function entryScope(
  row: RowCells,
  { optOut }: RowRefusals,
  { scope }: ImportOptions,
  isOutOfPlace: boolean,
): "all" | "email" | undefined {
  const named = row.all("optOut").map(scopeAnswer);
  const answers = row
    .all("optOut")
    .filter((cell) => scopeAnswer(cell) === undefined)
    .map(optOutAnswer);
  if (named.includes("all")) return "all";
  // Said outright; why somebody is on the list may be told in stronger words: "unsubscribed".
  if (named.includes("email") && answers.every((answer) => answer === "no")) return "email";
  if (optOut === "all") return "all";
  if (optOut === "email") return scope;
  // Out of email is not out of everything: only on a list of that does "no" settle it.
  const ofEmail = row.all("optOutEmail");
  const isInEmail = ofEmail.some((cell) => optOutStatus(cell) === "no" && !saysNeither(cell));
  const isDenied = answers.includes("no") || (scope === "email" && isInEmail);
  if (isDenied && !isOutOfPlace) return undefined;
  if (isDenied || [...ofEmail, ...row.all("mayContact"), ...row.all("permission")].length > 0)
    row.warn("opt_out_denied");
  return scope;
}
