import type { Contact, Inquiry } from "../domain/entities/vault.ts";
import type { LeadId } from "../domain/ids.ts";
import { present } from "../domain/present.ts";
import type { Submission } from "./submission.ts";

/** Who a new lead is and how to reach them, as posted. */
export function contactOf({ practice, post, points, state, birthDate }: Submission, leadId: LeadId): Contact {
  const { firstName, lastName, postalCode } = post.contact;
  return present<Contact>({
    practiceId: practice.practiceId,
    leadId,
    version: 1,
    firstName,
    lastName,
    phone: points.phone?.value,
    email: points.email?.value,
    postalCode,
    state,
    birthDate,
  });
}

/** The words of one post and its evidence of consent; the only place where free text is kept. */
export function inquiryOf(submission: Submission, leadId: LeadId, eventVersion: number): Inquiry {
  const { practice, post, classified, receivedAt } = submission;
  const { message, serviceLine } = post.inquiry;
  const answers = post.inquiry.answers?.map(({ name, text }) => ({ question: name, answer: text }));
  const { text, at, proofUrl, sms, call, email } = post.consent;
  return present<Inquiry>({
    practiceId: practice.practiceId,
    leadId,
    eventVersion,
    version: 1,
    receivedAt,
    message,
    source: post.source,
    serviceLine,
    answers,
    consent: present<Inquiry["consent"]>({
      text: text ?? classified.wording?.text,
      at,
      proofUrl,
      sms,
      call,
      email,
      seller: practice.config.publicName,
    }),
  });
}
