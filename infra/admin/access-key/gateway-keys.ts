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

/** The API of a deployment, by its region; that of the environment unless given. */
export interface Gateway {
  readonly region?: string;
}

const clientOf = ({ region }: Gateway) => new APIGatewayClient(region === undefined ? {} : { region });

/** Makes a key that works with a usage plan. What is left of a key that could not be attached is deleted. */
export async function makeGatewayKey(gateway: Gateway, vendor: string, usagePlanId: string): Promise<MadeKey> {
  const client = clientOf(gateway);
  const name = `first-touch-${vendor}`;
  const { id, value } = await client.send(
    new CreateApiKeyCommand({ name, description: "First Touch: posts leads", enabled: true }),
  );
  if (id === undefined || value === undefined) throw new Error("got a key without id or value; try again");
  try {
    await client.send(new CreateUsagePlanKeyCommand({ usagePlanId, keyId: id, keyType: "API_KEY" }));
  } catch (error) {
    await deleteGatewayKey(gateway, id);
    throw error;
  }
  return { id, value };
}

/** Deletes a key. */
export async function deleteGatewayKey(gateway: Gateway, apiKey: string): Promise<void> {
  await clientOf(gateway).send(new DeleteApiKeyCommand({ apiKey }));
}

/** Has the API refuse a key from now on. */
export async function disableGatewayKey(gateway: Gateway, apiKey: string): Promise<void> {
  const patchOperations = [{ op: "replace", path: "/enabled", value: "false" }] as const;
  await clientOf(gateway).send(new UpdateApiKeyCommand({ apiKey, patchOperations: [...patchOperations] }));
}
