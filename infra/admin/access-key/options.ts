import * as z from "zod";
import { KEY_ROLES } from "../../../shared/contracts/routes.ts";
import { PracticeIdSchema } from "../../../shared/domain/ids.ts";
import { ListOption } from "../command.ts";

/** The id of an API key, which is no secret. */
export const KeyIdOption = z
  .string("expected the id of an API key, which `npm run access-key -- list` shows")
  .regex(/^[a-z0-9]{6,40}$/, "expected the id of an API key, not its value");
/** Who posts: a source of leads, or a system. */
export const VendorOption = z
  .string("expected the name of who posts, like google-ads")
  .regex(/^[a-z0-9][a-z0-9-]{1,39}$/, "expected small letters, digits and dashes, like google-ads");
/** What keys are for; whoever else calls the API signs in. */
export const RoleOption = z.enum(KEY_ROLES, "expected intake or shopper; people and machine clients sign in");
/** The practices that a key may post for. */
export const PracticesOption = ListOption.pipe(z.array(PracticeIdSchema).min(1));
/** The usage plan that keys work by; that of the deployment file's deployment unless given. */
export const UsagePlanOption = z.string().min(1).optional();
