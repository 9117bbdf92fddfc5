import { describe, expect, it } from "@jest/globals";
import { ImportInputSchema, type ImportProgress, ImportProgressSchema } from "../../shared/contracts/workflow.ts";
import { choose, fillTemplate, readDefinition, stateNamed } from "./asl.ts";
import { HISTORY_LIMIT, historyEvents } from "./history.ts";
import { failure, runMachine } from "./run-machine.ts";

const NOW = Date.parse("2026-12-01T16:02:00Z");
const INPUT = ImportInputSchema.parse({
  version: 1,
  practiceId: "bright-smile",
  importId: "01JDZ3K8Q4T5V6W7X8Y9ZABCDE",
});
const definition = readDefinition("lead-import");
const answer = (status: ImportProgress["status"]): ImportProgress => ({ status });
const more = (count: number) => Array.from({ length: count }, () => answer("more"));
const run = (chunks: readonly (object | Error)[]) => runMachine("lead-import", NOW, INPUT, { "import-chunk": chunks });

describe("the lead-import state machine", () => {
  it("works chunk after chunk until the import is done, and hands import-chunk the ids only", async () => {
    const { execution, states, calls } = await run([...more(2), answer("done")]);
    expect(states).toEqual(["ImportChunk", "IsDone", "ImportChunk", "IsDone", "ImportChunk", "IsDone", "ImportDone"]);
    expect(execution.status).toBe("SUCCEEDED");
    expect(calls.map(({ functionName }) => functionName)).toEqual(Array(3).fill("import-chunk"));
    for (const { payload } of calls) expect(payload).toEqual(INPUT);
  });

  it("succeeds for a file that cannot be imported: the job says why, and another execution would not help", async () => {
    const { execution, states } = await run([...more(1), answer("failed")]);
    expect(states.at(-1)).toBe("ImportRefused");
    expect(execution.status).toBe("SUCCEEDED");
  });

  it.each(["StoreUnavailable", "FilesUnavailable", "Lambda.TooManyRequestsException", "Sandbox.Timedout"])(
    "tries a chunk again, with a pause, after %s",
    async (name) => {
      const { execution, calls } = await run([answer("more"), failure(name), failure(name), answer("done")]);
      expect(execution.status).toBe("SUCCEEDED");
      expect(calls).toHaveLength(4);
      expect(calls[3]?.at).toBeGreaterThan(calls[1]?.at as number);
    },
  );

  it.each([
    ["the bucket stays away", "FilesUnavailable", 5],
    ["import-chunk ends without an answer", "Sandbox.Timedout", 3],
    ["an error would only come again", "FileChanged", 1],
  ])("fails visibly, for start-jobs to find, when %s", async (_, name, tries) => {
    const { execution, states, calls } = await run(Array.from({ length: tries + 1 }, () => failure(name)));
    expect(calls).toHaveLength(tries);
    expect(states.at(-1)).toBe("ImportFailed");
    expect(execution).toMatchObject({ status: "FAILED", error: "ImportFailed" });
  });

  it("fails on an answer that it does not know, as one of a newer import-chunk", async () => {
    const { execution } = await run([{ status: "dancing" }]);
    expect(execution).toMatchObject({ status: "FAILED", error: "ImportFailed" });
  });

  it("knows every answer of the contract, and gives each a way of its own", () => {
    const statuses = ImportProgressSchema.shape.status.options;
    const next = statuses.map((status) =>
      choose(stateNamed(definition, "IsDone"), { progress: { answer: answer(status) } }),
    );
    expect(new Set(next).size).toBe(statuses.length);
    expect(next).not.toContain("ImportFailed");
  });

  it("gives import-chunk what its contract says", () => {
    const payload = fillTemplate(stateNamed(definition, "ImportChunk").Parameters?.Payload, INPUT);
    expect(ImportInputSchema.parse(payload)).toEqual(INPUT);
  });

  it("carries nothing of the past, however long it goes on", async () => {
    const { execution } = await run([...more(20), answer("done")]);
    const last = execution.states.at(-1)?.input;
    expect(last).toEqual({ ...INPUT, progress: { answer: answer("done") } });
  });

  it("has room for 3,000 chunks of a thousand rows before its history is full", async () => {
    const { execution } = await run([...more(3_000), answer("done")]);
    expect(execution.status).toBe("SUCCEEDED");
    expect(historyEvents(definition, execution)).toBeLessThan(HISTORY_LIMIT);
  });
});
