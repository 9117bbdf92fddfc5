import { describe, expect, it } from "@jest/globals";
import {
  changedDaysQueue,
  deskQueue,
  jobQueue,
  personQueue,
  quietQueue,
  statusQueue,
  suppressedQueue,
  unansweredQueue,
  wakeQueue,
} from "../../shared/adapters/dynamo/items.ts";
import {
  ACCESS_QUEUE,
  campaignPartition,
  campaignsPartition,
  factsPartition,
  importsPartition,
  keyUsePartition,
  leadPartition,
  summariesPartition,
} from "../../shared/adapters/dynamo/keys.ts";
import type { CampaignId, LeadId, PracticeId } from "../../shared/domain/ids.ts";
import { formatStatement, type Statement, statementsByRole } from "./statements.ts";
import { propertiesOf, resourcesOf, synthesize } from "./templates.ts";

const { data, pipeline } = synthesize();
const roles = statementsByRole(pipeline);
const allowed = [...roles].flatMap(([role, statements]) =>
  statements.filter(({ effect }) => effect === "Allow").map((statement): [string, Statement] => [role, statement]),
);

/** What of the vault each role reaches, and by which service. */
function vaultAccess(): Record<string, string[]> {
  const reached = allowed.flatMap(([role, { resources, conditions }]) => {
    const by = /ViaService = (\w+)\./.exec(conditions.join())?.[1];
    const parts = resources.filter((resource) => resource.startsWith("Contacts"));
    return parts.map((part) => [role, by ? `${part} by ${by}` : part] as const);
  });
  const byRole = Object.groupBy(reached, ([role]) => role);
  return Object.fromEntries(
    Object.entries(byRole).map(([role, entries = []]) => [role, entries.map(([, part]) => part).sort()]),
  );
}

describe("the vault", () => {
  const talksToPeople = ["ContactsKey by dynamodb", "ContactsTable"];
  const recognisesPeople = ["ContactsKey by secretsmanager", "ContactsKeyRing"];
  const failuresOnly = ["ContactsKey by sqs"];
  const filesOnly = ["ContactsKey by s3"];
  const everything = ["ContactsKey by dynamodb", "ContactsKey by secretsmanager", "ContactsKeyRing", "ContactsTable"];

  it("is reached by the functions that talk to a person or hear from the practice who it is, and by no other", () => {
    expect(vaultAccess()).toEqual({
      ReceiveLead: everything,
      SendSms: talksToPeople,
      // It signs the links by which people unsubscribe.
      SendEmail: everything,
      PlaceCall: talksToPeople,
      // It shows a lead to the member of staff who was alerted, and writes nothing there.
      ActOnLead: everything,
      // They show who a person is to somebody who signed in, once it is noted who looks, and write nothing there.
      ReadContact: talksToPeople,
      ExportPerson: talksToPeople,
      // They write the erased form over what is known of a person, found under every version of its key.
      ErasePerson: everything,
      TendPersons: [...everything, ...failuresOnly].sort(),
      // It compares a number or an address by its keyed hashes, and shows none.
      FindPersons: recognisesPeople,
      // It signs the links by which staff open that page, and reads nobody's name.
      AlertStaff: recognisesPeople,
      // Somebody pressed 9: it keeps the number, so that the export of opt-outs has it.
      RecordCallOptOut: everything,
      ReceiveSms: [...everything, ...failuresOnly].sort(),
      ImportChunk: [...everything, ...filesOnly].sort(),
      ExportSuppressions: [...everything, ...filesOnly].sort(),
      // It checks those links, and reads nobody's address.
      Unsubscribe: recognisesPeople,
      RecordInterest: recognisesPeople,
      // It compares the numbers and addresses of a feed by their keyed hashes.
      RecordBookings: recognisesPeople,
      // Files are under its key, too.
      CreateImport: filesOnly,
      ReadImport: filesOnly,
      StartImport: [...filesOnly, ...failuresOnly],
      // These only put failures into queues under its key, by way of SQS; none may read a queue.
      PublishEvents: failuresOnly,
      RecordDelivery: failuresOnly,
      RecordMetrics: failuresOnly,
      ReviveRuns: failuresOnly,
      StartJobs: failuresOnly,
      TendDesk: failuresOnly,
      UpdateMembers: failuresOnly,
      UpdateReports: failuresOnly,
      AssignLeads: failuresOnly,
      ShopMystery: failuresOnly,
    });
    const receivers = allowed.filter(([, { actions }]) => actions.includes("sqs:ReceiveMessage"));
    expect(receivers).toEqual([]);
  });

  it("cannot be opened by what counts, reports or plans", () => {
    const blind = [
      "RecordMetrics",
      "UpdateReports",
      "ReadReport",
      "PutSpend",
      "PlanNextAction",
      "ReviveRuns",
      "StartJobs",
      "TendDesk",
      "AssignLeads",
      "ListMembers",
      "EnrollMembers",
      "DryRunCampaign",
      "ReadCampaign",
      "UpdateMembers",
      "PublishEvents",
    ];
    const unknown = blind.filter((role) => !roles.has(role));
    expect(unknown).toEqual([]);
    for (const [role, { actions, resources, conditions }] of allowed.filter(([name]) => blind.includes(name))) {
      const vault = resources.filter((resource) => resource.startsWith("Contacts"));
      if (vault.length === 0) continue;
      // A failure of theirs goes into a queue under the vault's key, which SQS uses for them; they may not read the queue.
      expect([role, vault, conditions]).toEqual([
        role,
        ["ContactsKey"],
        ["StringEquals kms:ViaService = sqs.Region.amazonaws.com"],
      ]);
      expect(actions).toEqual(["kms:Decrypt", "kms:GenerateDataKey"]);
    }
  });

  it("is written by those that learn who a person is or erase it, and only read to show or hand out what is in it", () => {
    const written = allowed.filter(
      ([, { actions, resources }]) => actions.includes("dynamodb:PutItem") && resources.includes("ContactsTable"),
    );
    expect(written.map(([role]) => role).sort()).toEqual([
      "ErasePerson",
      "ImportChunk",
      "PlaceCall",
      "ReceiveLead",
      "ReceiveSms",
      "RecordCallOptOut",
      "SendEmail",
      "SendSms",
      "TendPersons",
    ]);
  });

  it("has a key of its own", () => {
    const keys = propertiesOf(data, "AWS::DynamoDB::Table").map(({ SSESpecification }) =>
      JSON.stringify(SSESpecification),
    );
    expect(new Set(keys).size).toBe(2);
  });

  it("lets services use its key for queues and topics of this account only", () => {
    const key = resourcesOf(data, "AWS::KMS::Key").get("ContactsKey");
    expect(JSON.stringify(key?.Properties.KeyPolicy)).toContain(
      '"Condition":{"StringEquals":{"aws:SourceAccount":{"Ref":"AWS::AccountId"}}}',
    );
  });
});

describe("files", () => {
  it("are reached by the functions of imports, each its own kind in its own way", () => {
    const reached = allowed.flatMap(([role, { actions, resources }]) =>
      resources
        .filter((resource) => resource.startsWith("ImportsBucket/"))
        .map((resource) => `${role} ${actions.join(" ")} ${resource}`),
    );
    expect(reached.sort()).toEqual([
      "CreateImport s3:PutObject ImportsBucket/uploads/*",
      "ExportSuppressions s3:GetObject s3:PutObject ImportsBucket/exports/*",
      "ImportChunk s3:GetObject ImportsBucket/uploads/*",
      "ImportChunk s3:GetObject s3:PutObject ImportsBucket/rejected/*",
      "ReadImport s3:GetObject ImportsBucket/rejected/*",
      "StartImport s3:GetObject ImportsBucket/uploads/*",
    ]);
  });

  it("are never deleted, and never opened to others, by a function", () => {
    const actions = new Set(allowed.flatMap(([, statement]) => statement.actions));
    const known = ["s3:GetObject", "s3:ListBucket", "s3:PutObject"];
    expect([...actions].filter((action) => action.startsWith("s3:")).sort()).toEqual(known);
  });
});

describe("executions", () => {
  it("are started by whoever makes or revives a run, an import or a campaign", () => {
    const starters = allowed.flatMap(([role, { actions, resources }]) =>
      actions.includes("states:StartExecution")
        ? resources.map((resource) => [resource.split("FirstTouchPipeline-")[1] as string, role] as const)
        : [],
    );
    const byMachine = Object.groupBy(starters, ([machine]) => machine);
    const roles = Object.entries(byMachine).map(([machine, pairs = []]) => [
      machine,
      pairs.map(([, role]) => role).sort(),
    ]);
    expect(Object.fromEntries(roles)).toEqual({
      FollowUp: [
        "ActOnLead",
        "EnrollLead",
        "EnrollMembers",
        "PlanNextAction",
        "ReceiveLead",
        "ReceiveSms",
        "RecordBookings",
        "RecordDelivery",
        "RecordDisposition",
        "RecordInterest",
        "ReviveRuns",
      ],
      LeadImport: ["StartImport", "StartJobs"],
      Reactivation: ["StartJobs", "SteerCampaign"],
    });
  });

  it("call the functions of their own state machine, and no others", () => {
    const called = allowed.flatMap(([role, { actions, resources }]) =>
      actions.includes("lambda:InvokeFunction") ? [[role, [...resources].sort()]] : [],
    );
    expect(Object.fromEntries(called)).toEqual({
      FollowUp: [
        "AlertStaffFunction",
        "PlaceCallFunction",
        "PlanNextActionFunction",
        "SendEmailFunction",
        "SendSmsFunction",
      ],
      LeadImport: ["ImportChunkFunction"],
      Reactivation: ["EnrollMembersFunction", "ListMembersFunction"],
    });
  });
});

describe("queues and lists", () => {
  it("are read by who works them, and no others", () => {
    const queries = allowed.flatMap(([role, { actions, conditions }]) =>
      actions.includes("dynamodb:Query")
        ? conditions.map((condition) => `${role}: ${condition.replace(/^.* = /, "")}`)
        : [],
    );
    expect(queries.sort()).toEqual([
      "CreateCampaign: P#*#CAMPAIGN#*",
      "DryRunCampaign: P#*#DORMANT#*",
      "DryRunCampaign: P#*#STALLED#*",
      "EnrollMembers: P#*#CAMPAIGN#*",
      "ExportSuppressions: P#*#SUPPRESSED#*",
      "ListIntakeKeys: ACCESS",
      "ListIntakeKeys: KEYUSE#*",
      "ListLeads: P#*#STATUS#*",
      "ListMembers: P#*#STALLED#*",
      "ReadCampaign: P#*#CAMPAIGN#*",
      "ReadCampaign: P#*#CAMPAIGNS",
      "ReadImport: P#*#IMPORTS",
      "ReadReport: P#*#CHANGED",
      "ReadReport: P#*#FACTS#* | P#*#REPORT#*",
      "ReviveRuns: WAKE#* | UNANSWERED#*",
      "StartJobs: JOB#*",
      "SteerCampaign: P#*#CAMPAIGN#*",
      "TendDesk: DESK#*",
      "TendDesk: P#*#FACTS#*",
      "TendDesk: P#*#STATUS#*",
      "TendPersons: PERSON#*",
      "UpdateReports: P#*#LEAD#*",
    ]);
  });

  it("are the ones that the table is written with", () => {
    const practiceId = "bright-smile" as PracticeId;
    const partitions = [
      wakeQueue(3),
      unansweredQueue(3),
      jobQueue(3),
      deskQueue(3),
      personQueue(3),
      quietQueue(practiceId, "stalled", 3),
      quietQueue(practiceId, "dormant", 3),
      suppressedQueue(practiceId, 3),
      campaignsPartition(practiceId),
      campaignPartition(practiceId, "spring" as CampaignId),
      importsPartition(practiceId),
      leadPartition(practiceId, "01KBDEXAMP1E00000000000000" as LeadId),
      factsPartition(practiceId, "2026-12-01"),
      summariesPartition(practiceId, "2026-12"),
      changedDaysQueue(practiceId),
      statusQueue(practiceId, "replied", 3),
      ACCESS_QUEUE,
      keyUsePartition("a1b2c3d4e5"),
    ];
    const granted = allowed
      .filter(([, { actions }]) => actions.includes("dynamodb:Query"))
      .flatMap(([, { conditions }]) => conditions)
      .flatMap((condition) => condition.replace(/^.* = /, "").split(" | "));
    const covers = (pattern: string, key: string) => new RegExp(`^${pattern.replaceAll("*", ".*")}$`).test(key);
    expect(partitions.filter((key) => !granted.some((pattern) => covers(pattern, key)))).toEqual([]);
    expect([...new Set(granted)].filter((pattern) => !partitions.some((key) => covers(pattern, key)))).toEqual([]);
  });
});

describe("what operators decide", () => {
  const writers = allowed.filter(
    ([, { actions, resources }]) => actions.includes("dynamodb:PutItem") && resources.includes("LeadsTable"),
  );

  it("cannot be changed by the pipeline: who may call, configurations, the sending switch", () => {
    expect(writers.length).toBeGreaterThan(0);
    const confined = writers.filter(([, { conditions }]) => conditions.length > 0);
    // These may write nothing else in the first place.
    expect(
      confined.map(([role, { conditions }]) => `${role}: ${conditions.join().replace(/^.* = /, "")}`).sort(),
    ).toEqual([
      "PutSpend: P#*#SPEND#*",
      "ReadReport: P#*#MARKS#* | P#*#REPORT#*",
      "UpdateReports: P#*#FACTS#* | P#*#MARKS#*",
    ]);
    for (const [role] of writers.filter((writer) => !confined.includes(writer))) {
      expect(
        roles
          .get(role)
          ?.filter(({ effect }) => effect === "Deny")
          .map(formatStatement),
      ).toEqual([
        "Deny dynamodb:PutItem on LeadsTable when ForAnyValue:StringLike dynamodb:LeadingKeys = " +
          "ACCESS#* | NUMBER#* | P#*#CONFIG | P#*#SENDING | DEPLOYMENT#*",
      ]);
    }
  });

  it("is all that record-metrics may read", () => {
    expect(roles.get("RecordMetrics")?.map(formatStatement)).toContain(
      "Allow dynamodb:GetItem on LeadsTable when ForAllValues:StringLike dynamodb:LeadingKeys = P#*#CONFIG",
    );
  });
});
