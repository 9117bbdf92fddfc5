import { createDynamoStore } from "../../shared/adapters/dynamo/store.ts";
import { useDynoxide } from "../support/dynoxide.ts";
import { createMemoryStore } from "../support/memory-store.ts";
import { describePersons } from "./persons.contract.ts";

describePersons("a store in memory", async () => createMemoryStore());

const freshTables = useDynoxide();
describePersons("DynamoDB", async () => createDynamoStore(await freshTables()));
