import type { PostLead } from "../../../shared/contracts/lead-api.ts";

/** What a test changes in a post, section by section. */
export type PostChanges = { [K in keyof PostLead]?: Partial<NonNullable<PostLead[K]>> | undefined };

/** A complete post of one person from a configured form; `undefined` leaves a field or a section out. */
export function buildPost(changes: PostChanges = {}): object {
  return {
    source: changed(
      { channel: "web_form", name: "google-ads", campaign: "implants-spring", externalId: "f-8841" },
      changes,
      "source",
    ),
    contact: changed(
      {
        firstName: "Dana",
        lastName: "Reyes",
        phone: "(312) 555-0142",
        email: "dana@example.com",
        postalCode: "60614",
        state: "IL",
        preferredChannel: "sms",
        preferredLanguage: "en",
      },
      changes,
      "contact",
    ),
    inquiry: changed(
      { serviceLine: "dental-implants", message: "How soon could I start?", urgency: "routine", relationship: "new" },
      changes,
      "inquiry",
    ),
    consent: changed(
      {
        sms: true,
        call: true,
        email: true,
        text: "I agree to receive marketing texts and automated calls from Bright Smile.",
        at: "2026-12-01T16:01:55Z",
        proofUrl: "https://example.com/consent/8841",
      },
      changes,
      "consent",
    ),
    ...("practiceId" in changes ? { practiceId: changes.practiceId } : {}),
  };
}

function changed(section: object, changes: PostChanges, name: keyof PostLead): object | undefined {
  if (name in changes && changes[name] === undefined) return undefined;
  return { ...section, ...Object(changes[name]) };
}

/** A post that says nothing but how to reach the person, and who it is. */
export function buildBarePost(contact: Partial<PostLead["contact"]>): object {
  return { contact };
}
