import { dryRunCampaign } from "../../../functions/dry-run-campaign/logic.ts";
import { type DryRun, DryRunSchema } from "../../../shared/contracts/campaign-api.ts";
import { type Campaign, type CampaignPlan, CampaignPlanSchema } from "../../../shared/domain/entities/campaign.ts";
import type { ContactPoint } from "../../../shared/domain/entities/identity.ts";
import type { Lead } from "../../../shared/domain/entities/lead.ts";
import {
  type LeadId,
  LeadIdSchema,
  PersonIdSchema,
  type PointKey,
  PointKeySchema,
  runIdOf,
} from "../../../shared/domain/ids.ts";
import {
  buildAccess,
  buildCampaign,
  buildCampaignPractice,
  buildContactPoint,
  buildLead,
  buildPerson,
} from "../../support/builders/index.ts";
import { fakePracticeConfigs, fixedClock, NOW } from "../../support/fakes/index.ts";
import { createMemoryStore } from "../../support/memory-store.ts";
import { DAY } from "../../support/plan-facts.ts";

export const planOf = (plan: Partial<CampaignPlan> = {}): CampaignPlan =>
  CampaignPlanSchema.parse({ cadence: "win-back", perDay: 10, ...plan });

const padded = (number: number, size: number) => String(number).padStart(size, "0");
/** The id of the lead of this number. */
export const leadIdOf = (number: number): LeadId => LeadIdSchema.parse(`01KBD${padded(number, 21)}`);
const personIdOf = (number: number) => PersonIdSchema.parse(`01KBP${padded(number, 21)}`);
const keyOf = (kind: "p" | "e", number: number): PointKey => PointKeySchema.parse(`v1:${kind}${padded(number, 42)}`);

/** What is known of a lead besides that it stalled a year ago. */
export interface LeadGiven {
  readonly lead?: Partial<Lead>;
  /** The number of the person; its own unless given. */
  readonly person?: number;
  /** Whose phone number it is reached by; its own unless given. */
  readonly phone?: number;
  readonly point?: Partial<ContactPoint>;
  /** The person has a newer lead. */
  readonly newerLead?: number;
}

/** A practice with a campaign and leads at rest. */
export function world(campaign: Partial<Campaign> = {}) {
  const store = createMemoryStore();
  const clock = fixedClock();
  const configs = fakePracticeConfigs(buildCampaignPractice());
  store.seed({ entity: "campaign", value: buildCampaign({ plan: planOf(), ...campaign }) });

  /** Stores a lead, and answers its id. */
  function add(
    number: number,
    { lead: changes, person = number, phone = number, point, newerLead }: LeadGiven = {},
  ): LeadId {
    const leadId = leadIdOf(number);
    const [phoneKey, emailKey] = [keyOf("p", phone), keyOf("e", number)];
    const receivedAt = NOW - 365 * DAY;
    const lead = buildLead({
      leadId,
      personId: personIdOf(person),
      status: "stalled",
      receivedAt,
      clocks: { startedAt: receivedAt },
      runId: runIdOf(leadId, "new-lead"),
      reach: { phone: phoneKey, email: emailKey, zones: ["America/Chicago"], jurisdictions: ["IL"] },
      ...changes,
    });
    store.seed(
      { entity: "lead", value: lead },
      {
        entity: "person",
        value: buildPerson({
          personId: lead.personId,
          leadId: newerLead === undefined ? leadId : leadIdOf(newerLead),
          points: [phoneKey, emailKey],
        }),
      },
      { entity: "contactPoint", value: buildContactPoint({ pointKey: phoneKey, ...point }) },
      { entity: "contactPoint", value: buildContactPoint({ pointKey: emailKey, kind: "email" }) },
    );
    return leadId;
  }

  const dryRun = async (body: object = {}, campaignId = "winter"): Promise<DryRun> =>
    DryRunSchema.parse(
      await dryRunCampaign(
        { store, queries: store, configs, clock },
        { access: buildAccess({ role: "admin" }), campaignId, body: JSON.stringify(body) },
      ),
    );
  return { store, clock, configs, add, dryRun };
}
