import * as z from "zod";
import { PracticeIdSchema } from "../domain/ids.ts";
import { readTouchContext, type TouchTag } from "./touch-tags.ts";

/** What a contact flow of Amazon Connect calls a function with, as far as we read it (administrator guide, "Grant access to your Lambda functions"). */
export const FlowEventSchema = z.looseObject({
  Details: z.looseObject({
    ContactData: z.looseObject({
      ContactId: z.string().min(1).max(256),
      /** Whom the practice talks to, whoever called whom; a caller may hide the number. */
      CustomerEndpoint: z.looseObject({ Address: z.string() }).nullish(),
      Attributes: z.looseObject({}).nullish(),
    }),
    /** What the flow itself says; whose flow it is. */
    Parameters: z.looseObject({ practiceId: PracticeIdSchema }),
  }),
});
export type FlowEvent = z.infer<typeof FlowEventSchema>;

/** A call that a contact flow tells of. */
export interface FlowCall {
  readonly practiceId: z.infer<typeof PracticeIdSchema>;
  readonly contactId: string;
  /** The other side's number as Connect writes it; absent when it is hidden. */
  readonly number: string | undefined;
  /** The touch that the call is; absent when the person called. */
  readonly tag: TouchTag | undefined;
}

/** What a flow's event says of its call. */
export function flowCallOf({ Details: { ContactData, Parameters } }: FlowEvent): FlowCall {
  return {
    practiceId: Parameters.practiceId,
    contactId: ContactData.ContactId,
    number: ContactData.CustomerEndpoint?.Address,
    tag: readTouchContext(ContactData.Attributes ?? {}),
  };
}
