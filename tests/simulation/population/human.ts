import type { PostLead } from "../../../shared/contracts/lead-api.ts";
import type { Place } from "./places.ts";

/** How a simulated person behaves once contacted. */
export type Behaviour =
  | "silent"
  | "answers"
  | "opts_out"
  | "opts_out_and_back"
  | "ambiguous"
  | "wrong_number"
  | "help"
  | "emergency"
  | "unsubscribes"
  | "complains"
  | "talks_to_agent";

/** What is particular about a simulated person's inquiry or contact points. */
export type Situation =
  | "plain"
  | "household"
  | "posts_again_soon"
  | "posts_again_later"
  | "no_consent"
  | "email_only"
  | "phone_only"
  | "toll_free"
  | "canadian"
  | "two_states"
  | "minor"
  | "existing"
  | "sensitive"
  | "invalid_number"
  | "landline"
  | "carrier_blocked"
  | "bouncing_email";

/** One post of a simulated person. */
export interface Post {
  /** Found again in the inquiry that the vault keeps. */
  readonly token: string;
  readonly at: number;
  readonly body: PostLead & { readonly practiceId: string };
  /** Sent as Idempotency-Key, the same in every try. */
  readonly key: string;
}

/** One simulated person. */
export interface Human {
  readonly index: number;
  readonly practiceId: string;
  readonly behaviour: Behaviour;
  readonly situation: Situation;
  readonly firstName: string;
  /** E.164. */
  readonly phone: string | undefined;
  readonly email: string | undefined;
  /** Where number, postal code and stated state point to; none: nowhere known. */
  readonly places: readonly Place[];
  readonly posts: readonly Post[];
  /** After how many delivered messages they react, from 1. */
  readonly patience: number;
  /** How long they take to react, ms. */
  readonly reactsAfter: number;
}
