import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "@jest/globals";
import { readFlow } from "../../infra/aws/connect/read-flow.ts";
import { flowWords, VOICES } from "../../infra/aws/connect/words.ts";
import { revealingWords } from "../../shared/domain/lexicon/revealing-words.ts";
import { DEMANDED_ERRORS, type Flow, type FlowAction, targetsOf, walk } from "./flows.ts";

const FOLDER = new URL("../../infra/aws/connect/", import.meta.url);
const flows = readdirSync(FOLDER)
  .filter((name) => name.endsWith(".flow.json"))
  .map((name): [string, Flow] => [name, JSON.parse(readFileSync(new URL(name, FOLDER), "utf8"))]);
const flowOf = (name: string) => flows.find(([file]) => file === `${name}.flow.json`)?.[1] as Flow;
const names = (actions: readonly FlowAction[]) => actions.map(({ Identifier }) => Identifier);
const walked = (name: string, happenings?: Parameters<typeof walk>[1]) => names(walk(flowOf(name), happenings));
const countOf = (list: readonly string[], name: string) => list.filter((one) => one === name).length;

describe.each(flows)("%s", (_, flow) => {
  const identifiers = names(flow.Actions);

  it("is of the version that Connect reads, with actions of unique names that Connect takes", () => {
    expect(flow.Version).toBe("2019-10-30");
    expect(new Set(identifiers).size).toBe(identifiers.length);
    for (const identifier of identifiers) expect(identifier).toMatch(/^\w{1,50}$/);
  });

  it("leads nowhere but to its own actions, and to every one of them", () => {
    const reached = new Set([flow.StartAction, ...flow.Actions.flatMap(targetsOf)]);
    expect([...reached].sort()).toEqual([...identifiers].sort());
  });

  it("has a branch for everything that can go wrong, and ends only by hanging up", () => {
    for (const action of flow.Actions) {
      const demanded = DEMANDED_ERRORS[action.Type];
      const handled = (action.Transitions.Errors ?? []).map(({ ErrorType }) => ErrorType).sort();
      expect({ type: action.Type, handled }).toEqual({ type: action.Type, handled: demanded });
      if (action.Type === "DisconnectParticipant") expect(action.Transitions).toEqual({});
      else expect(action.Transitions.NextAction).toBeDefined();
    }
  });

  it("comes to an end whatever fails", () => {
    for (const { Identifier, Transitions } of flow.Actions)
      for (const { ErrorType } of Transitions.Errors ?? [])
        expect(() => walk(flow, { failing: { [Identifier]: ErrorType } })).not.toThrow();
  });

  it("asks for hours with both answers, as Connect demands", () => {
    const answers = flow.Actions.filter(({ Type }) => Type === "CheckHoursOfOperation").map(({ Transitions }) =>
      Transitions.Conditions?.map(({ Condition }) => Condition.Operands[0]),
    );
    expect(answers).toEqual(answers.map(() => ["True", "False"]));
  });

  it("neither records nor streams what is said, and writes no log of it", () => {
    const types = flow.Actions.map(({ Type }) => Type);
    expect(types.filter((type) => /Record|Media|Analytics/.test(type))).toEqual([]);
    const [first] = walk(flow);
    expect(first).toMatchObject({ Type: "UpdateFlowLoggingBehavior", Parameters: { FlowLoggingBehavior: "Disabled" } });
  });

  it("waits no longer for a function than Connect can, and says whose call it is", () => {
    const calls = flow.Actions.filter(({ Type }) => Type === "InvokeLambdaFunction");
    expect(calls.length).toBeGreaterThan(0);
    for (const { Parameters } of calls)
      expect(Parameters).toMatchObject({
        InvocationTimeLimitSeconds: "8",
        LambdaInvocationAttributes: { practiceId: `\${PracticeId}` },
        ResponseValidation: { ResponseType: "STRING_MAP" },
      });
  });

  it("says only what contact attributes hold: the prompt of a touch, and our own neutral words", () => {
    const said = flow.Actions.flatMap(({ Parameters: { Text } }) => (Text === undefined ? [] : [Text]));
    const words = ["prompt", ...Object.keys(flowWords({ publicName: "" }, "en"))].map((word) => `$.Attributes.${word}`);
    expect(words).toEqual(expect.arrayContaining(said));
  });

  it("chooses the queue before it transfers to it", () => {
    const types = [walk(flow), walk(flow, { keys: ["1"] })].map((actions) => actions.map(({ Type }) => Type));
    const transfers = types.filter((path) => path.includes("TransferContactToQueue"));
    for (const path of transfers)
      expect(path.slice(0, path.indexOf("TransferContactToQueue"))).toContain("UpdateContactTargetQueue");
    expect(transfers.length > 0).toBe(flow.Actions.some(({ Type }) => Type === "TransferContactToQueue"));
  });
});

describe("somebody whom we call", () => {
  it("and who presses 1 is connected with the practice, without any answering-machine detection", () => {
    expect(walked("outbound", { keys: ["1"] }).slice(-4)).toEqual([
      "IsSomebodyThere",
      "ChooseQueue",
      "ChooseWaiting",
      "Connect",
    ]);
  });

  it("and who presses nothing hears the same prompt twice: a voicemail that was still greeting has the second", () => {
    const path = walk(flowOf("outbound"));
    expect(names(path).slice(-3)).toEqual(["Ask", "AskAgain", "HangUp"]);
    expect(path.filter(({ Parameters }) => Parameters.Text === "$.Attributes.prompt")).toHaveLength(2);
  });

  it("may still press 1 or 9 the second time, also after another key", () => {
    expect(walked("outbound", { keys: ["5", "1"] }).at(-1)).toBe("Connect");
    expect(walked("outbound", { keys: ["5", "9"] })).toContain("SayStopped");
  });

  it("and presses 1 when nobody is there is told that we call back, once staff are asked to", () => {
    const path = walked("outbound", { keys: ["1"], open: false });
    expect(path.slice(-3)).toEqual(["AskForACallBack", "SayCallBack", "HangUp"]);
  });

  it("is spoken to in the language of the prompt", () => {
    expect(walked("outbound", { attributes: { language: "es" } })).toEqual(
      expect.arrayContaining(["SpeakSpanish", "SpanishWords"]),
    );
    expect(walked("outbound", { attributes: { language: "en" } })).toEqual(
      expect.arrayContaining(["SpeakEnglish", "EnglishWords"]),
    );
    const voiceOf = (name: string) =>
      flowOf("outbound").Actions.find(({ Identifier }) => Identifier === name)?.Parameters.TextToSpeechVoice;
    expect({ en: voiceOf("SpeakEnglish"), es: voiceOf("SpeakSpanish") }).toEqual(VOICES);
  });
});

describe.each(["outbound", "inbound"])("9, pressed in the %s flow", (name) => {
  it("is noted on the contact first, then recorded, and only then confirmed", () => {
    expect(walked(name, { keys: ["9"] }).slice(-4)).toEqual(["NoteTheKey", "StopCalls", "SayStopped", "HangUp"]);
  });

  it("is tried again, and never confirmed when it was not recorded", () => {
    const once = walked(name, { keys: ["9"], failing: { StopCalls: "NoMatchingError" } });
    expect(once.slice(-3)).toEqual(["StopCallsAgain", "SayStopped", "HangUp"]);
    const failing = { StopCalls: "NoMatchingError", StopCallsAgain: "NoMatchingError" };
    const never = walked(name, { keys: ["9"], failing });
    expect(never.slice(-2)).toEqual(["SayNotStopped", "HangUp"]);
    expect(never).not.toContain("SayStopped");
  });

  it("is noted on the contact even when that is all that works", () => {
    const note = flowOf(name).Actions.find(({ Identifier }) => Identifier === "NoteTheKey");
    expect(note?.Parameters).toEqual({ Attributes: { choice: "opt_out" }, TargetContact: "Current" });
  });
});

describe("somebody who calls the practice", () => {
  it("is greeted and put through while staff are there", () => {
    expect(walked("inbound")).toEqual([
      "LogNothing",
      "Speak",
      "Words",
      "Greet",
      "IsSomebodyThere",
      "ChooseQueue",
      "ChooseWaiting",
      "Connect",
    ]);
  });

  it("when nobody is there is told so once staff are asked to call back; nothing is taken down", () => {
    expect(walked("inbound", { open: false }).slice(-3)).toEqual(["AskForACallBack", "SayCallBack", "HangUp"]);
  });

  it("is not promised a call back that staff were not told of", () => {
    const failing = { AskForACallBack: "NoMatchingError", AskForACallBackAgain: "NoMatchingError" };
    const path = walked("inbound", { open: false, failing });
    expect(path.slice(-2)).toEqual(["SayCallAgain", "HangUp"]);
    expect(path).not.toContain("SayCallBack");
  });

  it("and waits in vain is called back", () => {
    const path = walked("waiting");
    expect(countOf(path, "SayHold") + countOf(path, "SayStillHold")).toBe(2);
    expect(path.slice(-3)).toEqual(["AskForACallBack", "SayCallBack", "HangUp"]);
  });
});

describe("the words of the flows", () => {
  it.each(["en", "es"] as const)("reveal nothing of anybody's treatment, and name the keys (%s)", (language) => {
    const words = flowWords({ publicName: "Bright Smile" }, language);
    expect(Object.values(words).flatMap(revealingWords)).toEqual([]);
    expect(words.greeting).toContain("Bright Smile");
    expect(words.greeting).toContain("9");
  });

  it("take the place of their placeholders, and none may be missing", () => {
    expect(() => readFlow("waiting", { PracticeId: "bright-smile" })).toThrow("expected a value");
    const flow = readFlow("waiting", { PracticeId: "bright-smile", ReceiveLeadArn: "arn:1" }) as Flow;
    expect(JSON.stringify(flow)).not.toContain("${");
  });
});
