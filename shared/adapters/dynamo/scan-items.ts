import { type DynamoDBDocumentClient, paginateScan } from "@aws-sdk/lib-dynamodb";
import { sharedDocumentClient } from "./client.ts";

/** Reads some attributes of all items of one kind; the others do not leave the database. For operators: it reads the whole table. */
export async function scanItems(
  table: { readonly name: string; readonly client?: DynamoDBDocumentClient | undefined },
  entity: string,
  attributes: readonly string[],
): Promise<Record<string, unknown>[]> {
  const { name, client = sharedDocumentClient() } = table;
  const names = Object.fromEntries(attributes.map((attribute, index) => [`#a${index}`, attribute]));
  const pages = paginateScan(
    { client },
    {
      TableName: name,
      ConsistentRead: true,
      FilterExpression: "entity = :entity",
      ExpressionAttributeValues: { ":entity": entity },
      ProjectionExpression: Object.keys(names).join(", "),
      ExpressionAttributeNames: names,
    },
  );
  const items: Record<string, unknown>[] = [];
  for await (const { Items = [] } of pages) items.push(...Items);
  return items;
}
