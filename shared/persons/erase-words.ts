import type { Ref, Store } from "../ports/store.ts";
import { untilCommitted } from "../ports/until-committed.ts";
import { erasedPuts } from "./erased-forms.ts";

type WordsName = "inquiry" | "message" | "inboundText";

/** What erasing words needs: no right to delete. */
export interface EraseWordsDeps {
  readonly store: Pick<Store<WordsName>, "readMany" | "commit">;
  /** Waits before a commit is tried again, ms; tests pass one that does not. */
  readonly pause?: ((ms: number) => Promise<void>) | undefined;
}

/** Conflicts come from what happens to the person right now. */
export const ERASING_PATIENCE = { failures: 2, tries: 20 };
/** Items of the vault erased in one transaction. */
const ITEMS_AT_ONCE = 25;

/** Writes the erased form over items of the vault; again without effect. */
export async function eraseWords(
  { store, pause }: EraseWordsDeps,
  refs: readonly Ref<WordsName>[],
  now: number,
): Promise<void> {
  for (let start = 0; start < refs.length; start += ITEMS_AT_ONCE) {
    const page = refs.slice(start, start + ITEMS_AT_ONCE);
    await untilCommitted({ ...ERASING_PATIENCE, pause }, async () => {
      const read = await store.readMany(page);
      const puts = page.flatMap(({ entity }, index) => erasedPuts(entity, read[index], now));
      if (puts.length === 0) return undefined;
      return (await store.commit({ puts, events: [] })) === "conflict" ? "conflict" : undefined;
    });
  }
}
