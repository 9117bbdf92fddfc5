import { createDynamoStore } from "../../shared/adapters/dynamo/store.ts";
import { useDynoxide } from "../support/dynoxide.ts";
import { createMemoryStore } from "../support/memory-store.ts";
import { describeDesk } from "./desk.contract.ts";

describeDesk("a store in memory", async () => createMemoryStore());

const freshTables = useDynoxide();
describeDesk("DynamoDB", async () => createDynamoStore(await freshTables()));
