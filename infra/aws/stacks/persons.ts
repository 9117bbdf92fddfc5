import type { NodeFunction } from "../constructs/node-function.ts";
import type { PipelineParts } from "./pipeline-parts.ts";

/** How often erasures that stopped go on, and whoever's time is over is erased, minutes. */
const TENDED_EVERY_MINUTES = 5;

/** The functions that show, hand out, hold and erase what is known of a person, and the one that erases whoever's time is over. */
export function addPersons(parts: PipelineParts): NodeFunction[] {
  const { leads, vault } = parts.data;
  const readContact = parts.addFunction("read-contact", parts.bothTables);
  const exportPerson = parts.addFunction("export-person", parts.bothTables);
  for (const { role } of [readContact, exportPerson]) {
    // Who looks is on the timeline before anything is shown.
    leads.grantCommit(role);
    leads.grantReadTimelines(role);
    vault.grantReadContacts(role);
  }
  const findPersons = parts.addFunction("find-persons", { ...parts.leadTable, ...parts.keyRing });
  leads.grantRead(findPersons.role);
  vault.grantRecognisePeople(findPersons.role);
  const holdPerson = parts.addFunction("hold-person", parts.leadTable);
  leads.grantCommit(holdPerson.role);
  const erasePerson = parts.addFunction("erase-person", { ...parts.bothTables, ...parts.keyRing });
  const tendPersons = parts.addFunction("tend-persons", { ...parts.bothTables, ...parts.keyRing });
  for (const { role } of [erasePerson, tendPersons]) {
    leads.grantCommit(role);
    leads.grantReadTimelines(role);
    vault.grantErasePeople(role);
    vault.grantRecognisePeople(role);
  }
  leads.grantReadPersonQueue(tendPersons.role);
  parts.callEvery(
    TENDED_EVERY_MINUTES,
    "EveryFiveMinutesForPersons",
    tendPersons,
    "erases whoever is to be kept no longer",
  );
  return [readContact, exportPerson, findPersons, holdPerson, erasePerson];
}
