import { appendFileSync, existsSync, readFileSync } from "node:fs";
import type { DynamoDBRecord } from "aws-lambda";
import { writeFileAtomically } from "../data-files.ts";

/** Remembers how far the events of each lead were delivered; in a file when the data is kept. */
export class DeliveredEvents {
  /** Sort key of the newest delivered event by partition key; sort keys of events ascend. */
  readonly #newest = new Map<string, string>();
  readonly #file: string | undefined;

  constructor(file: string | undefined) {
    this.#file = file;
    if (!file || !existsSync(file)) return;
    for (const line of readFileSync(file, "utf8").split("\n")) {
      const [pk, sk] = line.split("\t");
      // A kill may cut the last line short: without its end it does not count.
      if (pk && sk?.endsWith(".")) this.#newest.set(pk, sk.slice(0, -1));
    }
    writeFileAtomically(file, [...this.#newest].map(([pk, sk]) => `${pk}\t${sk}.\n`).join(""));
  }

  add(records: readonly DynamoDBRecord[]): void {
    for (const record of records) this.#newest.set(...keyOf(record));
    if (this.#file) appendFileSync(this.#file, records.map((record) => `${keyOf(record).join("\t")}.\n`).join(""));
  }

  has(record: DynamoDBRecord): boolean {
    const [pk, sk] = keyOf(record);
    return sk <= (this.#newest.get(pk) ?? "");
  }
}

function keyOf(record: DynamoDBRecord): [pk: string, sk: string] {
  const { pk, sk } = record.dynamodb?.Keys ?? {};
  return [pk?.S ?? "", sk?.S ?? ""];
}
