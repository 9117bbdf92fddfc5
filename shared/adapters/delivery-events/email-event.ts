import * as z from "zod";
import type { ReadEvent, StatusReport } from "../../contracts/delivery-report.ts";
import { readTouchEmailTags } from "../../contracts/touch-tags.ts";
import { IsoTimeSchema, ProviderIdSchema, readShape } from "./vendor-shape.ts";

type Meaning = Pick<StatusReport, "status" | "unusable"> | "bounce" | "complaint" | "no_news";

/** Values of `eventType` (SES developer guide, "Contents of event data"), each with the field that holds what is particular to it. */
const MEANINGS = new Map<string, { readonly means: Meaning; readonly field: string }>([
  ["Send", { means: { status: "sent" }, field: "send" }],
  ["DeliveryDelay", { means: { status: "sent" }, field: "deliveryDelay" }],
  ["Delivery", { means: { status: "delivered" }, field: "delivery" }],
  ["Bounce", { means: "bounce", field: "bounce" }],
  ["Complaint", { means: "complaint", field: "complaint" }],
  ["Reject", { means: { status: "failed" }, field: "reject" }],
  ["Rendering Failure", { means: { status: "failed" }, field: "failure" }],
  ["Open", { means: "no_news", field: "open" }],
  ["Click", { means: "no_news", field: "click" }],
  ["Subscription", { means: "no_news", field: "subscription" }],
]);

const TypeSchema = z.looseObject({ eventType: z.string() });
const MailSchema = z.looseObject({
  mail: z.looseObject({
    messageId: ProviderIdSchema,
    tags: z.record(z.string(), z.array(z.string())).optional(),
  }),
});
/** Some types have no moment of their own. */
const MomentSchema = z.looseObject({ timestamp: IsoTimeSchema.optional() });
const BounceSchema = z.looseObject({ bounceType: z.enum(["Permanent", "Transient", "Undetermined"]) });

/** Reads the detail of an event of Amazon SES on the default bus. `time` is the event's, for types without a moment of their own. */
export function readEmailEvent(detail: unknown, time: string): ReadEvent {
  const { eventType } = readShape(TypeSchema, detail);
  const type = MEANINGS.get(eventType);
  if (type === undefined) return { is: "unknown", reason: "unknown_type" };
  const { means, field } = type;
  if (means === "no_news") return { is: "no_news" };

  const { mail, ...rest } = readShape(MailSchema, detail);
  const particulars = rest[field] ?? {};
  const at = readShape(MomentSchema, particulars).timestamp ?? readShape(IsoTimeSchema, time);
  const tag = readTouchEmailTags(mail.tags ?? {});
  const code = eventType.replace(" ", "");
  const common = { providerId: mail.messageId, tag, channel: "email", at, code } as const;
  if (means === "complaint") return { is: "report", report: { ...common, kind: "complaint" } };
  const status = means === "bounce" ? bounced(particulars) : means;
  return { is: "report", report: { ...common, kind: "status", ...status } };
}

/** A full mailbox passes; an address that does not exist stays so. */
function bounced(bounce: unknown): Pick<StatusReport, "status" | "code" | "unusable"> {
  const { bounceType } = readShape(BounceSchema, bounce);
  const unusable = bounceType === "Permanent" ? ({ unusable: "bounced" } as const) : {};
  return { status: "failed", code: `${bounceType}Bounce`, ...unusable };
}
