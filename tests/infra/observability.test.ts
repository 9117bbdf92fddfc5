import { readFileSync } from "node:fs";
import { describe, expect, it } from "@jest/globals";
import type { Widget } from "../../infra/dashboards/read-dashboards.ts";
import { DimensionName, MetricName } from "../../shared/contracts/names.ts";
import type { PracticeId } from "../../shared/domain/ids.ts";
import { emittedMetrics, measuredTypes } from "./emitted-metrics.ts";
import { alarmsOf, dashboardsOf, readMetrics } from "./read-metrics.ts";
import { propertiesOf, resourcesOf, synthesize } from "./templates.ts";

const { observability } = synthesize();
const emitted = emittedMetrics();
const read = readMetrics(observability);
const dashboards = dashboardsOf(observability);
const alarms = alarmsOf(observability);
const composites = alarmsOf(observability, "AWS::CloudWatch::CompositeAlarm") as readonly { AlarmName: string }[];
const runbook = readFileSync(new URL("../../docs/runbook.md", import.meta.url), "utf8");
/** `FirstTouch-NoLeads-bright-smile` is the alarm NoLeads. */
const idOf = (alarmName: string) => alarmName.split("-")[1] ?? "";

describe("metrics", () => {
  it("are taken from every type of event that record-metrics hears of", () => {
    const { heard, sampled } = measuredTypes();
    expect(sampled).toEqual(heard);
  });

  it("of the contract are all emitted by code, and no others", () => {
    expect([...emitted.keys()].sort()).toEqual(Object.values(MetricName).sort());
  });

  it("that are emitted are all read by a dashboard or an alarm", () => {
    const names = new Set(read.map(({ name }) => name));
    expect([...emitted.keys()].filter((name) => !names.has(name))).toEqual([]);
  });

  it("that a dashboard or an alarm reads exist, under dimensions that they are emitted with", () => {
    const unknown = read.filter(({ name, dimensions }) => {
      const set = Object.keys(dimensions).sort().join("+");
      return emitted.get(name)?.has(set) !== true;
    });
    expect(unknown).toEqual([]);
  });

  it("have no dimension but those of the contract, and no value that could name a lead or a person", () => {
    for (const { dimensions } of read) {
      for (const [name, value] of Object.entries(dimensions)) {
        expect(Object.values(DimensionName)).toContain(name);
        expect(value).toMatch(/^(\*|[a-z][a-z_-]{0,40})$/);
      }
    }
  });
});

describe("dashboards", () => {
  it("are one for response times, one for the business and one for operations", () => {
    expect(dashboards.map(({ name }) => name)).toEqual([
      "FirstTouch-Sla",
      "FirstTouch-Business",
      "FirstTouch-Operations",
    ]);
  });

  it("have widgets that fit beside each other", () => {
    for (const { widgets } of dashboards) {
      const overlapping = widgets.filter((a) => a.x + a.width > 24 || widgets.some((b) => a !== b && overlap(a, b)));
      expect(overlapping).toEqual([]);
    }
  });

  it("give every widget a title, and every graph an axis that says what it measures", () => {
    for (const widget of dashboards.flatMap(({ widgets }) => widgets)) {
      expect(widget.title).not.toBe("");
      if (widget.is === "graph" && widget.view !== "singleValue") expect(widget.axis).not.toBe("");
    }
  });

  it("show every alarm", () => {
    const shown = dashboards.flatMap(({ widgets }) => widgets.flatMap((w) => (w.is === "alarms" ? w.alarms : [])));
    const names = [...alarms, ...composites].map(({ AlarmName }) => AlarmName);
    expect([...shown].sort()).toEqual(names.sort());
  });

  it("stay below what CloudWatch draws in one graph", () => {
    const widgets = dashboards.flatMap((dashboard) => dashboard.widgets);
    expect(widgets.filter((widget) => widget.is === "graph" && widget.lines.length > 500)).toEqual([]);
  });
});

describe("alarms", () => {
  it.each([...alarms, ...composites].map(({ AlarmName }) => AlarmName))("%s sends people to its heading", (name) => {
    const alarm = [...alarmsOf(observability), ...alarmsOf(observability, "AWS::CloudWatch::CompositeAlarm")].find(
      ({ AlarmName }) => AlarmName === name,
    );
    expect(alarm?.AlarmDescription).toMatch(new RegExp(`docs/runbook[.]md#${idOf(name).toLowerCase()}$`));
    expect(alarm?.AlarmDescription.length).toBeLessThanOrEqual(1024);
    expect(alarm?.AlarmActions).toHaveLength(1);
  });

  it("are each described in the runbook under a heading of their own, and nothing else is", () => {
    const headings = [...runbook.matchAll(/^### (\w+)$/gm)].map(([, heading]) => heading);
    const ids = new Set([...alarms, ...composites].map(({ AlarmName }) => idOf(AlarmName)));
    // Only where somebody goes shopping is there an alarm that it stopped.
    ids.add("MysterySilent");
    expect([...headings].sort()).toEqual([...ids].sort());
  });

  it("say what silence means", () => {
    const silent = alarms.filter(({ TreatMissingData }) => TreatMissingData === "breaching");
    expect(silent.map(({ AlarmName }) => idOf(AlarmName)).sort()).toEqual(["LeadsUnanswered", "NoLeads"]);
    for (const { TreatMissingData } of alarms) expect(["breaching", "notBreaching"]).toContain(TreatMissingData);
  });

  it("look at ten metrics at most, which is all that CloudWatch allows", () => {
    for (const { Metrics = [] } of alarms) {
      expect(Metrics.filter(({ MetricStat }) => MetricStat !== undefined).length).toBeLessThanOrEqual(10);
    }
  });

  it("notice one practice that gets no leads among others that do", () => {
    const of = alarms.find(({ AlarmName }) => AlarmName === "FirstTouch-NoLeads-bright-smile");
    expect(of).toMatchObject({ EvaluationPeriods: 24, TreatMissingData: "breaching" });
    expect(read.find(({ by }) => by === of?.AlarmName)?.dimensions).toEqual({ Practice: "bright-smile" });
  });

  it("come together as one that says that leads are not being answered", () => {
    const [composite] = propertiesOf(observability, "AWS::CloudWatch::CompositeAlarm");
    const rule = JSON.stringify(composite?.AlarmRule);
    const named = [...resourcesOf(observability, "AWS::CloudWatch::Alarm")].filter(([id]) => rule.includes(`"${id}`));
    expect(named.map(([, { Properties }]) => idOf(String(Properties.AlarmName)))).toEqual([
      "LeadsUnanswered",
      "NoFirstResponses",
      "MysteryFailed",
      "ApiDown",
      "FunctionsThrottled",
    ]);
    expect(rule.match(/ALARM\(/g)).toHaveLength(named.length);
  });

  it("go to a topic that is encrypted, and that CloudWatch may use", () => {
    expect(propertiesOf(observability, "AWS::SNS::Topic")).toEqual([
      expect.objectContaining({ KmsMasterKeyId: expect.anything() }),
    ]);
    const [key] = propertiesOf(observability, "AWS::KMS::Key");
    const [policy] = propertiesOf(observability, "AWS::SNS::TopicPolicy");
    for (const document of [key?.KeyPolicy, policy?.PolicyDocument])
      expect(JSON.stringify(document)).toContain('"Service":"cloudwatch.amazonaws.com"');
  });
});

describe("the observability stack", () => {
  it("holds on to nothing in the other stacks, so that a function there can be removed", () => {
    const template = JSON.stringify(observability);
    expect(template).not.toContain("Fn::ImportValue");
    expect(template).toContain("Fn::GetStackOutput");
  });
});

function overlap(a: Widget, b: Widget): boolean {
  return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
}

describe("a second deployment that is shopped at", () => {
  const staging = synthesize({
    name: "Staging",
    mysteryShopper: { practices: ["bright-smile" as PracticeId], everyMinutes: 30 },
    runbookUrl: "https://wiki.example.com/runbook",
    alarmEmail: "ops@example.com",
  });
  const byId = new Map(alarmsOf(staging.observability).map((alarm) => [idOf(alarm.AlarmName), alarm]));

  it("is told when the tests stop coming, because then nobody would notice that the way in is closed", () => {
    expect(byId.get("MysterySilent")).toMatchObject({ TreatMissingData: "breaching", EvaluationPeriods: 2 });
  });

  it("reads the metrics that its own functions emit, not those of the first", () => {
    const namespaces = JSON.stringify(byId.get("LeadsUnanswered")).match(/"Namespace":"[^"]+"/g);
    expect(namespaces).toEqual(['"Namespace":"FirstTouch/Staging"']);
    for (const { Environment } of propertiesOf(staging.pipeline, "AWS::Lambda::Function"))
      expect(Environment).toMatchObject({ Variables: { POWERTOOLS_METRICS_NAMESPACE: "FirstTouch/Staging" } });
    expect(propertiesOf(staging.pipeline, "AWS::ApiGateway::RestApi")).toMatchObject([{ Name: "first-touch-Staging" }]);
  });

  it("sends people where they can read the runbook, and alarms to whom it was told", () => {
    expect(byId.get("NoLeads")?.AlarmDescription).toMatch(/https:\/\/wiki[.]example[.]com\/runbook#noleads$/);
    expect(propertiesOf(staging.observability, "AWS::SNS::Subscription")).toMatchObject([
      { Protocol: "email", Endpoint: "ops@example.com" },
    ]);
  });
});
