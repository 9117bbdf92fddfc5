import { CfnOutput, Stack, type StackProps } from "aws-cdk-lib";
import type { Construct } from "constructs";
import type { Deployment } from "../../deployment/deployment.ts";
import { AuditTrail } from "../constructs/audit-trail.ts";
import { ContactVault } from "../constructs/contact-vault.ts";
import { ImportBucket } from "../constructs/import-bucket.ts";
import { LeadTable } from "../constructs/lead-table.ts";
import { UserPool } from "../constructs/user-pool.ts";

/** Properties of the `DataStack`. */
export interface DataStackProps extends StackProps {
  readonly deployment: Deployment;
}

/**
 * What must outlive every deployment: both tables, their keys and the key ring; the files that are under one of those keys; the records of who
 * read or wrote any of it; and the people who may sign in.
 */
export class DataStack extends Stack {
  readonly leads: LeadTable;
  readonly vault: ContactVault;
  readonly imports: ImportBucket;
  readonly users: UserPool;

  constructor(scope: Construct, id: string, props: DataStackProps) {
    super(scope, id, props);
    const { restoredTables: restored } = props.deployment;
    this.leads = new LeadTable(this, "Leads", restored.leads);
    this.vault = new ContactVault(this, "Contacts", restored.contacts);
    this.imports = new ImportBucket(this, "Imports", { encryptionKey: this.vault.key });
    new AuditTrail(this, "Audit", {
      tables: [this.leads.table, this.vault.table],
      bucket: this.imports.bucket,
      accessLog: this.imports.accessLog,
      encryptionKey: this.leads.key,
    });
    this.users = new UserPool(this, "Users", props.deployment);
    new CfnOutput(this, "LeadTableName", { value: this.leads.table.tableName });
    new CfnOutput(this, "ContactTableName", { value: this.vault.table.tableName });
    new CfnOutput(this, "KeyRingSecretArn", { value: this.vault.keyRing.secretArn });
    new CfnOutput(this, "ImportBucketName", { value: this.imports.bucket.bucketName });
    new CfnOutput(this, "UserPoolId", { value: this.users.pool.userPoolId });
    new CfnOutput(this, "SignInUrl", { value: this.users.signInUrl });
    const { peopleClientId } = this.users;
    if (peopleClientId !== undefined) new CfnOutput(this, "SignInClientId", { value: peopleClientId });
  }
}
