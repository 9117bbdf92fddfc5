import {
  APIGatewayClient,
  CreateApiKeyCommand,
  CreateUsagePlanKeyCommand,
  DeleteApiKeyCommand,
  UpdateApiKeyCommand,
} from "@aws-sdk/client-api-gateway";

/** A key that was just made; nobody can ask for its value again but with rights on the account. */
export interface MadeKey {
  readonly id: string;
  readonly value: string;
}

/** Makes a key that works with a usage plan. What is left of a key that could not be attached is deleted. */
export async function makeGatewayKey(vendor: string, usagePlanId: string): Promise<MadeKey> {
  const client = new APIGatewayClient();
  const name = `first-touch-${vendor}`;
  const { id, value } = await client.send(
    new CreateApiKeyCommand({ name, description: "First Touch: posts leads", enabled: true }),
  );
  if (id === undefined || value === undefined) throw new Error("got a key without id or value; try again");
  try {
    await client.send(new CreateUsagePlanKeyCommand({ usagePlanId, keyId: id, keyType: "API_KEY" }));
  } catch (error) {
    await deleteGatewayKey(id);
    throw error;
  }
  return { id, value };
}

/** Deletes a key. */
export async function deleteGatewayKey(apiKey: string): Promise<void> {
  await new APIGatewayClient().send(new DeleteApiKeyCommand({ apiKey }));
}

/** Has the API refuse a key from now on. */
export async function disableGatewayKey(apiKey: string): Promise<void> {
  const patchOperations = [{ op: "replace", path: "/enabled", value: "false" }] as const;
  await new APIGatewayClient().send(new UpdateApiKeyCommand({ apiKey, patchOperations: [...patchOperations] }));
}
