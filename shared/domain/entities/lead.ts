import * as z from "zod";
import {
  CampaignIdSchema,
  EpochMsSchema,
  ImportIdSchema,
  LeadIdSchema,
  PersonIdSchema,
  PointKeySchema,
  PracticeIdSchema,
  RunIdSchema,
} from "../ids.ts";
import {
  ConsentClassSchema,
  LanguageSchema,
  LeadStatusSchema,
  LostReasonSchema,
  RelationshipSchema,
  SourceChannelSchema,
  TouchChannelSchema,
  UrgencySchema,
} from "../vocabulary.ts";
import { MemberGroupSchema } from "./campaign.ts";
import { ImportedStageSchema } from "./import.ts";

/** What is known of where a lead may be contacted, derived at intake so that no later decision needs the vault. */
export const ReachSchema = z.strictObject({
  /** The contact point of the phone number, when there is a usable one. */
  phone: PointKeySchema.optional(),
  /** The contact point of the email address, when there is a usable one. */
  email: PointKeySchema.optional(),
  /** IANA zones implied by number, postal code and stated state; quiet hours must allow all of them. */
  zones: z.array(z.string()),
  /** Two-letter US states implied by the same three. */
  jurisdictions: z.array(z.string().length(2)),
});
export type Reach = z.infer<typeof ReachSchema>;

/** When and on what ground a consent class was given; the evidence itself is in the vault. */
export const ConsentGrantSchema = z.strictObject({
  class: ConsentClassSchema,
  at: EpochMsSchema,
  /**
   * `inquiry`: follows from the inquiry itself; `post`: stated in it; `source_wording`: the wording of its form; `text_message`: the
   * person wrote to us.
   */
  basis: z.enum(["inquiry", "post", "source_wording", "text_message"]),
});
export type ConsentGrant = z.infer<typeof ConsentGrantSchema>;

/** A member of staff, and since when, ms. */
const HeldSchema = z.strictObject({ staffId: z.string(), at: EpochMsSchema });

/** When a lead first came so far, ms. */
export const MilestonesSchema = z.strictObject({
  contactedAt: EpochMsSchema.optional(),
  qualifiedAt: EpochMsSchema.optional(),
  bookedAt: EpochMsSchema.optional(),
  attendedAt: EpochMsSchema.optional(),
  noShowAt: EpochMsSchema.optional(),
  wonAt: EpochMsSchema.optional(),
});
export type Milestones = z.infer<typeof MilestonesSchema>;

/** One inquiry being worked. Holds no contact data: names, numbers and texts are in the vault. */
export const LeadSchema = z.strictObject({
  practiceId: PracticeIdSchema,
  leadId: LeadIdSchema,
  personId: PersonIdSchema,
  /** The person's lead before this one: whoever has to find all of them follows these from `person.leadId`. */
  earlierLeadId: LeadIdSchema.optional(),
  /** When what identified the person was erased, ms: what is left says what happened, and to nobody. */
  erasedAt: EpochMsSchema.optional(),
  /** The number of its newest event; every change of a lead writes at least one. */
  version: z.number().int().positive(),
  status: LeadStatusSchema,
  runId: RunIdSchema,
  /** When the API received the first inquiry, ms. */
  receivedAt: EpochMsSchema,
  source: z.strictObject({
    channel: SourceChannelSchema,
    /** A configured source, or `other`. */
    name: z.string(),
    /** A configured campaign, or `other`; absent when the inquiry named none. */
    campaign: z.string().optional(),
  }),
  /** A configured service line, or `other`; absent when the inquiry named none. */
  serviceLine: z.string().optional(),
  urgency: UrgencySchema,
  relationship: RelationshipSchema,
  language: LanguageSchema,
  preferredChannel: TouchChannelSchema.optional(),
  reach: ReachSchema,
  consents: z.array(ConsentGrantSchema),
  /** Inquiries that restarted its clocks, at least 1; those that joined within ten minutes are not counted. */
  inquiries: z.number().int().positive(),
  clocks: z.strictObject({
    /** API receipt of the inquiry whose first response counts now, ms. */
    startedAt: EpochMsSchema,
    /** When a provider accepted the first outbound message after `startedAt`, ms. */
    firstResponseAt: EpochMsSchema.optional(),
    /** When a person was first connected after `startedAt`, ms. */
    humanContactAt: EpochMsSchema.optional(),
    /** When the first response turned out not to have arrived, ms; absent again once another one went out. */
    firstResponseFailedAt: EpochMsSchema.optional(),
    /** When the person last wrote to us, ms, as the carrier's network said. */
    repliedAt: EpochMsSchema.optional(),
  }),
  /** Answers to configured questions, by question: keys of configured options, never free text. */
  answers: z.record(z.string(), z.string()).optional(),
  /** What the practice's scoring gives it, 0 to 100; absent in leads of releases without scoring. */
  score: z.number().int().min(0).max(100).optional(),
  /** Why it was lost, when somebody said so. */
  lostReason: LostReasonSchema.optional(),
  /** What its treatment is expected to be worth, USD, when somebody said so. */
  value: z.number().nonnegative().optional(),
  /** What its treatment brought, USD, once it was won. */
  wonValue: z.number().nonnegative().optional(),
  /** When its newest appointment is, ms. */
  appointmentAt: EpochMsSchema.optional(),
  milestones: MilestonesSchema.optional(),
  /** Who it is assigned to; kept in step with the practice's roster. Absent while nobody is, or no longer has to be. */
  owner: HeldSchema.optional(),
  /** Who took it on themselves, and stopped others from being alerted. Of before the clock started it says nothing. */
  claim: HeldSchema.optional(),
  /** A test of our own (`functions/shop-mystery`): answered like any other, and in no report, queue or alert to staff. */
  mystery: z.literal(true).optional(),
  /** Where it comes from when it was imported from another system. */
  imported: z
    .strictObject({
      importId: ImportIdSchema,
      stage: ImportedStageSchema,
      /** When that system last saw something happen, ms. */
      lastActivityAt: EpochMsSchema.optional(),
      /** Nothing said when the person inquired: the moment of the import stands in for it. */
      undated: z.literal(true).optional(),
      /** For what it says that no consent was given, and when it was imported, ms. */
      refused: z
        .strictObject({
          sms: EpochMsSchema.optional(),
          call: EpochMsSchema.optional(),
          email: EpochMsSchema.optional(),
        })
        .optional(),
    })
    .optional(),
  /** The campaign that it was last in: its place among the members, how it was treated, and since when, ms. */
  reactivation: z
    .strictObject({
      campaignId: CampaignIdSchema,
      order: z.string(),
      group: MemberGroupSchema,
      variant: z.string(),
      at: EpochMsSchema,
    })
    .optional(),
  /**
   * What staff should know. `minor`: the contact is under 18 · `sensitive`: the service line is, or sounds, sensitive; both are
   * worked by people.
   */
  flags: z.array(z.enum(["shared_contact_point", "identity_conflict", "suppressed_person", "minor", "sensitive"])),
});
export type Lead = z.infer<typeof LeadSchema>;
