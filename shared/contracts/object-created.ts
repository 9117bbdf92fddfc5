import * as z from "zod";

/** What is read of the event by which Amazon S3 tells that a file was put into the bucket; it comes at least once. */
export const ObjectCreatedSchema = z.looseObject({
  "detail-type": z.literal("Object Created"),
  detail: z.looseObject({
    /** As it is, not encoded as in a URL. */
    object: z.looseObject({ key: z.string() }),
  }),
});
export type ObjectCreated = z.infer<typeof ObjectCreatedSchema>;
