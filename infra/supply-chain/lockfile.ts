import { readFileSync } from "node:fs";
import * as z from "zod";

/** One package of `package-lock.json`, as far as it is of interest here. */
const LockedPackageSchema = z.object({
  /** Of one that goes by another name here. */
  name: z.string().optional(),
  version: z.string(),
  license: z.string().optional(),
  integrity: z.string().optional(),
  resolved: z.string().optional(),
  dev: z.boolean().optional(),
  devOptional: z.boolean().optional(),
  optional: z.boolean().optional(),
  /** Comes inside the archive of another package, whose hash covers it. */
  inBundle: z.boolean().optional(),
});
const LockfileSchema = z.object({ packages: z.record(z.string(), LockedPackageSchema) });

/** A package that an installation may bring, for this platform or another. */
export type LockedPackage = Omit<z.infer<typeof LockedPackageSchema>, "name"> & { readonly name: string };

/** Whether it is bundled into the functions that are deployed; all others are tools. */
export const isShipped = ({ dev, devOptional, optional }: LockedPackage): boolean => !(dev || devOptional || optional);

/** Every package in `package-lock.json`, by name and version. */
export function lockedPackages(): LockedPackage[] {
  const file = new URL("../../package-lock.json", import.meta.url);
  const { packages } = LockfileSchema.parse(JSON.parse(readFileSync(file, "utf8")));
  const order = ({ name, version }: LockedPackage) => `${name} ${version}`;
  return Object.entries(packages)
    .filter(([path]) => path !== "")
    .map(([path, locked]) => ({
      name: path.slice(path.lastIndexOf("node_modules/") + "node_modules/".length),
      ...locked,
    }))
    .sort((a, b) => (order(a) < order(b) ? -1 : 1));
}
