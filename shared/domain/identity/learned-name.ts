import { namesMatch } from "../contact/name.ts";
import type { NameKeys } from "../entities/identity.ts";

/**
 * Whether a post under a person's contact point may speak for the person: a part of its name matches, or the person has
 * none yet. Knowing somebody's number is not enough (ADR 6).
 */
export function speaksFor(posted: NameKeys, known: NameKeys): boolean {
  return namesMatch(posted, known) || Object.values(known).every((part) => part === undefined);
}

/** What is known of a person's name after a post that speaks for them; unchanged after any other. Conflicts with neither. */
export function learnedName(known: NameKeys, posted: NameKeys): NameKeys {
  if (!speaksFor(posted, known)) return known;
  // The same name: the one that knows how it is split.
  if (known.full !== undefined && known.full === posted.full)
    return isSplit(posted) && !isSplit(known) ? posted : known;
  const { full: _, ...parts } = { ...posted, ...known };
  const whole = [known, posted].filter(({ first, last }) => first === parts.first && last === parts.last);
  const full = whole.find((name) => name.full !== undefined)?.full;
  return full === undefined ? parts : { ...parts, full };
}

function isSplit({ first, last }: NameKeys): boolean {
  return first !== undefined && last !== undefined;
}
