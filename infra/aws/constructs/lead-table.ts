import { RemovalPolicy } from "aws-cdk-lib";
import type * as dynamodb from "aws-cdk-lib/aws-dynamodb";
import * as iam from "aws-cdk-lib/aws-iam";
import * as kms from "aws-cdk-lib/aws-kms";
import { Construct } from "constructs";
import { TABLES } from "../../../shared/contracts/tables.ts";
import { acknowledge, policyOf, wildcard } from "../compliance/acknowledge.ts";
import { keepExports } from "./kept-exports.ts";
import { allowKeyThrough, READ_KEY_ACTIONS, WRITE_KEY_ACTIONS } from "./key-grants.ts";
import { protectedTable, type RestoredTable, restoredTable } from "./protected-table.ts";

/** Partition keys of what operators decide: who may call, whose a number is, how a practice works, whether anything is sent. */
const OPERATOR_KEYS = ["ACCESS#*", "NUMBER#*", "P#*#CONFIG", "P#*#SENDING", "DEPLOYMENT#*"];
/** Partition keys of the counters that pacing adds to. */
const PACE_KEYS = ["P#*#PACE#*"];
/** Partition keys of what API keys were used for. */
const KEY_USE_KEYS = ["KEYUSE#*"];

/** The operational table under its own key. Holds no contact data, and is still confidential. */
export class LeadTable extends Construct {
  readonly table: dynamodb.ITable;
  readonly key: kms.Key;

  constructor(scope: Construct, id: string, restored?: RestoredTable) {
    super(scope, id);
    this.key = new kms.Key(this, "Key", {
      description: "First Touch: the operational table",
      enableKeyRotation: true,
      removalPolicy: RemovalPolicy.RETAIN,
    });
    const own = protectedTable(this, this.key, TABLES.lead);
    keepExports(this, [own.tableName, own.tableArn, own.tableStreamArn]);
    this.table = restored === undefined ? own : restoredTable(this, this.key, restored);
  }

  /** The stream of new images; what publish-events reads. */
  get streamArn(): string {
    const { tableStreamArn } = this.table;
    if (!tableStreamArn) throw new Error("the lead table has no stream; expected NEW_IMAGE");
    return tableStreamArn;
  }

  /** Single items, by key. */
  grantRead(role: iam.Role): void {
    this.#allow(role, ["dynamodb:BatchGetItem", "dynamodb:GetItem"]);
    allowKeyThrough(role, this.key, "dynamodb", READ_KEY_ACTIONS);
  }

  /** Single items and the timeline of a lead. */
  grantReadTimelines(role: iam.Role): void {
    this.#allow(role, ["dynamodb:BatchGetItem", "dynamodb:GetItem", "dynamodb:Query"]);
    allowKeyThrough(role, this.key, "dynamodb", READ_KEY_ACTIONS);
  }

  /** Reads and commits of versioned entities and events; never of what operators decide, nor deletion. */
  grantCommit(role: iam.Role): void {
    this.#allow(role, ["dynamodb:BatchGetItem", "dynamodb:GetItem", "dynamodb:PutItem"]);
    role.addToPolicy(
      new iam.PolicyStatement({
        effect: iam.Effect.DENY,
        actions: ["dynamodb:PutItem"],
        resources: [this.table.tableArn],
        conditions: { "ForAnyValue:StringLike": { "dynamodb:LeadingKeys": OPERATOR_KEYS } },
      }),
    );
    allowKeyThrough(role, this.key, "dynamodb", WRITE_KEY_ACTIONS);
  }

  /** Reads timelines, and writes the facts that reports are made of; nothing else, and no lead. */
  grantRecordFacts(role: iam.Role): void {
    this.#allow(role, ["dynamodb:Query"], leadingKeys(["P#*#LEAD#*"]));
    this.#allow(role, ["dynamodb:PutItem"], leadingKeys(["P#*#FACTS#*", "P#*#MARKS#*"]));
    allowKeyThrough(role, this.key, "dynamodb", WRITE_KEY_ACTIONS);
  }

  /** Reads facts and which days of them changed, and writes their summaries. */
  grantSummarize(role: iam.Role): void {
    this.#allow(role, ["dynamodb:Query"], leadingKeys(["P#*#FACTS#*", "P#*#REPORT#*"]));
    this.#allow(role, ["dynamodb:PutItem"], leadingKeys(["P#*#MARKS#*", "P#*#REPORT#*"]));
    this.#allowQueues(role, ["P#*#CHANGED"]);
    allowKeyThrough(role, this.key, "dynamodb", WRITE_KEY_ACTIONS);
  }

  /** The facts of leads, by the day on which they came in. */
  grantReadFacts(role: iam.Role): void {
    this.#allow(role, ["dynamodb:Query"], leadingKeys(["P#*#FACTS#*"]));
  }

  /** Writes what was spent on marketing. */
  grantPutSpend(role: iam.Role): void {
    this.#allow(role, ["dynamodb:PutItem"], leadingKeys(["P#*#SPEND#*"]));
    allowKeyThrough(role, this.key, "dynamodb", WRITE_KEY_ACTIONS);
  }

  /** The work queue of leads by how they stand. */
  grantReadWorkQueue(role: iam.Role): void {
    this.#allowQueues(role, ["P#*#STATUS#*"]);
  }

  /** Adds to the counters of number pools, and to nothing else. */
  grantPace(role: iam.Role): void {
    this.#allow(role, ["dynamodb:UpdateItem"], leadingKeys(PACE_KEYS));
  }

  /** Adds to the counts of what API keys are used for, and to nothing else. */
  grantCountKeyUse(role: iam.Role): void {
    this.#allow(role, ["dynamodb:UpdateItem"], leadingKeys(KEY_USE_KEYS));
  }

  /** Which API keys there are, for whom, and what they were used for; never a key's value, which no table holds. */
  grantListKeys(role: iam.Role): void {
    this.#allowQueues(role, ["ACCESS"]);
    this.#allow(role, ["dynamodb:BatchGetItem"], leadingKeys(["ACCESS#*"]));
    this.#allow(role, ["dynamodb:Query"], leadingKeys(KEY_USE_KEYS));
    allowKeyThrough(role, this.key, "dynamodb", READ_KEY_ACTIONS);
  }

  /** The queues of late runs and unanswered leads. */
  grantReadRunQueues(role: iam.Role): void {
    this.#allowQueues(role, ["WAKE#*", "UNANSWERED#*"]);
  }

  /** The queue of imports and campaigns that must show life. */
  grantReadJobQueue(role: iam.Role): void {
    this.#allowQueues(role, ["JOB#*"]);
  }

  /** The queue of desks that must be looked at. */
  grantReadDeskQueue(role: iam.Role): void {
    this.#allowQueues(role, ["DESK#*"]);
  }

  /** The queue of persons that are to be looked at. */
  grantReadPersonQueue(role: iam.Role): void {
    this.#allowQueues(role, ["PERSON#*"]);
  }

  /** The queue of leads that a campaign may bring back. */
  grantReadStalledLeads(role: iam.Role): void {
    this.#allowQueues(role, ["P#*#STALLED#*"]);
  }

  /** The queue of leads at rest that no campaign may bring back. */
  grantReadDormantLeads(role: iam.Role): void {
    this.#allowQueues(role, ["P#*#DORMANT#*"]);
  }

  /** The queue of contact points with an opt-out. */
  grantReadSuppressions(role: iam.Role): void {
    this.#allowQueues(role, ["P#*#SUPPRESSED#*"]);
  }

  /** Lists of campaigns. */
  grantListCampaigns(role: iam.Role): void {
    this.#allow(role, ["dynamodb:Query"], leadingKeys(["P#*#CAMPAIGNS"]));
  }

  /** Lists of the members and the days of a campaign. */
  grantListMembers(role: iam.Role): void {
    this.#allow(role, ["dynamodb:Query"], leadingKeys(["P#*#CAMPAIGN#*"]));
  }

  /** Lists of imports. */
  grantListImports(role: iam.Role): void {
    this.#allow(role, ["dynamodb:Query"], leadingKeys(["P#*#IMPORTS"]));
  }

  /** Configurations of practices and nothing about any lead. */
  grantReadConfigurations(role: iam.Role): void {
    this.#allow(role, ["dynamodb:GetItem"], leadingKeys(["P#*#CONFIG"]));
    allowKeyThrough(role, this.key, "dynamodb", READ_KEY_ACTIONS);
  }

  /** The stream, as Lambda reads it with the function's role. */
  grantReadStream(role: iam.Role): void {
    role.addToPolicy(
      new iam.PolicyStatement({
        actions: ["dynamodb:DescribeStream", "dynamodb:GetRecords", "dynamodb:GetShardIterator"],
        resources: [this.streamArn],
      }),
    );
    role.addToPolicy(new iam.PolicyStatement({ actions: ["dynamodb:ListStreams"], resources: ["*"] }));
    acknowledge(policyOf(role), {
      [wildcard("*")]:
        "AWS knows no resources for listing streams; it says which there are, and nothing that is in them.",
    });
    allowKeyThrough(role, this.key, "dynamodb", READ_KEY_ACTIONS);
  }

  /** The index holds the keys of items and nothing else of them; `queues` are its partitions. */
  #allowQueues(role: iam.Role, queues: readonly string[]): void {
    role.addToPolicy(
      new iam.PolicyStatement({
        actions: ["dynamodb:Query"],
        resources: [`${this.table.tableArn}/index/${TABLES.lead.workIndex.name}`],
        conditions: leadingKeys(queues),
      }),
    );
  }

  #allow(role: iam.Role, actions: string[], conditions: Record<string, unknown> = {}): void {
    role.addToPolicy(new iam.PolicyStatement({ actions, resources: [this.table.tableArn], conditions }));
  }
}

function leadingKeys(keys: readonly string[]): Record<string, unknown> {
  return { "ForAllValues:StringLike": { "dynamodb:LeadingKeys": keys } };
}
