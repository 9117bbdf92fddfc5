import * as z from "zod";
import { PracticeIdSchema } from "../domain/ids.ts";

const ListSchema = z.string().transform((text) => text.split(",").flatMap((item) => item.trim() || []));

/** Where the mystery shopper shops, as the deployment tells its function: ids with commas, none where it rests. */
export const MysteryPracticesSchema = ListSchema.pipe(z.array(PracticeIdSchema));

/** The phone numbers that take turns, E.164, with commas. */
export const MysteryNumbersSchema = ListSchema.pipe(z.array(z.string().regex(/^\+1\d{10}$/)));
