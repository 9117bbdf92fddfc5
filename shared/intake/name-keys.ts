import { comparableName } from "../domain/contact/person-name.ts";
import type { NameKeys } from "../domain/entities/identity.ts";
import type { PracticeId } from "../domain/ids.ts";
import { present } from "../domain/present.ts";
import type { KeyRing } from "../ports/index.ts";
import type { ParsedPost } from "./parsed-post.ts";

/** The keyed hashes that a posted name is compared by. */
export function nameKeys(
  { contact }: { readonly contact: Pick<ParsedPost["contact"], "firstName" | "lastName"> },
  practiceId: PracticeId,
  ring: KeyRing,
): NameKeys {
  const { first, last, full } = comparableName(contact.firstName, contact.lastName);
  const key = (purpose: string, name: string | undefined) =>
    name === undefined ? undefined : ring.hash(practiceId, purpose, name);
  return present<NameKeys>({
    first: key("first-name", first),
    last: key("last-name", last),
    full: key("full-name", full),
  });
}
