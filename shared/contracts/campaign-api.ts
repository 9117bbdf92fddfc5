import * as z from "zod";
import {
  CampaignPlanSchema,
  ExclusionSchema,
  MemberGroupSchema,
  ScorePartsSchema,
} from "../domain/entities/campaign.ts";
import { CampaignIdSchema } from "../domain/ids.ts";

/** Body of `POST /v1/campaigns`. */
export const PostCampaignSchema = z.strictObject({
  practiceId: z.string().optional(),
  /** Its name, unique in the practice. */
  campaignId: CampaignIdSchema,
  ...CampaignPlanSchema.shape,
});
export type PostCampaign = z.input<typeof PostCampaignSchema>;

const CountsSchema = z.partialRecord(ExclusionSchema, z.number().int());
const MomentSchema = z.iso.datetime();

/** How a campaign stands. */
export const CampaignViewSchema = z.strictObject({
  campaignId: z.string(),
  practiceId: z.string(),
  status: z.enum(["draft", "preparing", "running", "paused", "done", "cancelled"]),
  plan: CampaignPlanSchema,
  createdAt: MomentSchema,
  launchedAt: MomentSchema.nullable(),
  finishedAt: MomentSchema.nullable(),
  /** Members in all and those whose turn is still to come; null until they were listed. */
  members: z.number().int().nullable(),
  pending: z.number().int().nullable(),
  enrolled: z.number().int(),
  heldOut: z.number().int(),
  /** Stalled leads that are no members, and members who were not enrolled, by reason. */
  excluded: CountsSchema,
  /** Enrolled by day. */
  days: z.array(z.strictObject({ date: z.string(), enrolled: z.number().int(), heldOut: z.number().int() })),
  /** When it goes on; null while it rests. */
  nextAt: MomentSchema.nullable(),
  history: z.array(z.strictObject({ at: MomentSchema, by: z.string(), did: z.string() })),
});
export type CampaignView = z.infer<typeof CampaignViewSchema>;

/** 200 of `GET /v1/campaigns`. */
export const CampaignListSchema = z.strictObject({ campaigns: z.array(CampaignViewSchema) });
export type CampaignList = z.infer<typeof CampaignListSchema>;

/** Body of `POST /v1/campaigns/{campaignId}/dry-run`; may be left out. */
export const PostDryRunSchema = z.strictObject({
  practiceId: z.string().optional(),
  /** Leads named at most in each of both lists; the counts are of all. */
  limit: z.number().int().min(0).max(5_000).default(200),
});

/** 200 of a dry run: what a launch would do now. Nothing is written. */
export const DryRunSchema = z.strictObject({
  campaignId: z.string(),
  /** Leads that were looked at; false in `complete` when there was no time for all. */
  examined: z.number().int(),
  complete: z.boolean(),
  members: z.number().int(),
  control: z.number().int(),
  excluded: CountsSchema,
  days: z.array(
    z.strictObject({ date: z.string(), contacts: z.number().int(), firstAt: MomentSchema, lastAt: MomentSchema }),
  ),
  /** Members whom the last day leaves without a turn. */
  withoutTurn: z.number().int(),
  /** In the order of their turns. */
  contacts: z.array(
    z.strictObject({
      leadId: z.string(),
      at: MomentSchema.nullable(),
      score: z.number().int(),
      scoreParts: ScorePartsSchema,
      group: MemberGroupSchema,
      variant: z.string(),
      /** Channels of the cadence's steps by which the lead could be reached now. */
      channels: z.array(z.string()),
    }),
  ),
  excludedLeads: z.array(z.strictObject({ leadId: z.string(), reason: ExclusionSchema })),
});
export type DryRun = z.infer<typeof DryRunSchema>;

/** Body of launch, pause, resume and cancel; may be left out. */
export const PostSteeringSchema = z.strictObject({ practiceId: z.string().optional() });

const FiguresSchema = z.strictObject({
  /** Members whose turn came: enrolled, or held out. */
  members: z.number().int(),
  contacted: z.number().int(),
  replied: z.number().int(),
  /** Asked by a link or by another inquiry to hear from the practice. */
  returned: z.number().int(),
  booked: z.number().int(),
  optedOut: z.number().int(),
  /** Unsubscribed from email, or complained of it. */
  unsubscribed: z.number().int(),
  /** What the bookings are worth, USD. */
  value: z.number(),
});
export type CampaignFigures = z.infer<typeof FiguresSchema>;

/** Two groups compared by one share. */
const ComparisonSchema = z.strictObject({
  /** A variant, or `treated` for all of them. */
  of: z.string(),
  /** A variant, or `control`. */
  with: z.string(),
  what: z.enum(["booked", "replied"]),
  shares: z.tuple([z.number(), z.number()]),
  /** Fisher's exact test, two-sided, corrected for the number of comparisons (Holm); null while it is too early. */
  pValue: z.number().nullable(),
  /** `too_early` until the last member's turn has come and two weeks have passed: looking often finds differences that are none. */
  verdict: z.enum(["too_early", "no_difference_shown", "higher", "lower"]),
});
export type Comparison = z.infer<typeof ComparisonSchema>;

/** 200 of `GET /v1/campaigns/{campaignId}/results`. */
export const CampaignResultsSchema = z.strictObject({
  campaignId: z.string(),
  status: z.string(),
  /** What counts, in words. */
  definitions: z.record(z.string(), z.string()),
  treated: FiguresSchema,
  control: FiguresSchema,
  variants: z.record(z.string(), FiguresSchema),
  comparisons: z.array(ComparisonSchema),
});
export type CampaignResults = z.infer<typeof CampaignResultsSchema>;
