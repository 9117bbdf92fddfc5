import type { ImportOptions } from "../entities/import.ts";
import { present } from "../present.ts";
import type { ImportedRow } from "./imported-row.ts";
import { readLostReason } from "./lost-reasons.ts";
import type { RowCells } from "./row-cells.ts";
import { readStage, strongest } from "./stages.ts";

/** A cell of a stage is a few words. */
const STAGE = { max: 200, tooLong: "cut" } as const;
/** One of a lost reason is a sentence at most. */
const REASON = { max: 1_000, tooLong: "cut" } as const;

/** Where a row says that its lead stood: of several stages the one that says most. */
export function stageOf(row: RowCells, options: ImportOptions): Pick<ImportedRow, "stage" | "stageText"> {
  const cells = row.all("stage").map((text) => ({ text, stage: readStage(text, options) }));
  if (cells.some(({ stage }) => stage === undefined)) row.warn("unknown_stage");
  const stage = strongest(cells.map((cell) => cell.stage)) ?? "open";
  const deciding = cells.find((cell) => cell.stage === stage) ?? cells[0];
  const stageText = deciding === undefined ? undefined : row.clean(deciding.text, STAGE);
  return present<Pick<ImportedRow, "stage" | "stageText">>({ stage, stageText });
}

/** Without a reason of its own, the stage of a lost lead may tell one: "Closed - Lost: price". */
export function lostReasonOf(
  row: RowCells,
  { stage, stageText }: Pick<ImportedRow, "stage" | "stageText">,
  options: ImportOptions,
): Pick<ImportedRow, "lostReason" | "lostReasonText"> {
  const lostReasonText = row.text("lostReason", REASON);
  const read = readLostReason(lostReasonText ?? "", options);
  if (read?.isKnown === false) row.warn("unknown_lost_reason");
  const implied = stage === "lost" ? readLostReason(stageText ?? "", options) : undefined;
  const lostReason = read?.reason ?? (implied?.reason === "other" ? undefined : implied?.reason);
  return present<Pick<ImportedRow, "lostReason" | "lostReasonText">>({ lostReason, lostReasonText });
}
