import type { ProviderEvent, ReadEvent } from "../../contracts/delivery-report.ts";
import { readCallEvent } from "./call-event.ts";
import { readEmailEvent } from "./email-event.ts";
import { readSmsEvent } from "./sms-event.ts";

/** Reads an event of one of our providers; throws `InvalidDeliveryEvent` when it is not of the shape of its type. */
export function readProviderEvent(event: ProviderEvent): ReadEvent {
  if (event.via === "sns") return ofTouch(readSmsEvent(event.message));
  switch (event.source) {
    case "aws.sms-voice":
      return readSmsEvent(event.detail);
    case "aws.ses":
      return readEmailEvent(event.detail, event.time);
    case "aws.connect":
      return readCallEvent(event.detail, event.time);
    default:
      return { is: "unknown", reason: "unknown_source" };
  }
}

/** Only configuration sets write to the topic, and they repeat our tag: without one it is an automatic answer, or not ours. */
function ofTouch(event: ReadEvent): ReadEvent {
  const isForeign = event.is === "report" && event.report.tag === undefined;
  return isForeign ? { is: "unknown", reason: "foreign_message" } : event;
}
