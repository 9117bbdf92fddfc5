import { CfnOutput, Stack, type StackProps } from "aws-cdk-lib";
import type { Construct } from "constructs";
import { ContactVault } from "../constructs/contact-vault.ts";
import { ImportBucket } from "../constructs/import-bucket.ts";
import { LeadTable } from "../constructs/lead-table.ts";

/** What must outlive every deployment: both tables, their keys and the key ring; and the files that are under one of those keys. */
export class DataStack extends Stack {
  readonly leads: LeadTable;
  readonly vault: ContactVault;
  readonly imports: ImportBucket;

  constructor(scope: Construct, id: string, props?: StackProps) {
    super(scope, id, props);
    this.leads = new LeadTable(this, "Leads");
    this.vault = new ContactVault(this, "Contacts");
    this.imports = new ImportBucket(this, "Imports", { encryptionKey: this.vault.key });
    new CfnOutput(this, "LeadTableName", { value: this.leads.table.tableName });
    new CfnOutput(this, "ContactTableName", { value: this.vault.table.tableName });
    new CfnOutput(this, "KeyRingSecretArn", { value: this.vault.keyRing.secretArn });
    new CfnOutput(this, "ImportBucketName", { value: this.imports.bucket.bucketName });
  }
}
