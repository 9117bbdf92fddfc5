import type { PracticeConfig } from "../../../shared/contracts/practice.ts";
import { ConfigVersionMissing } from "../../../shared/domain/errors.ts";
import type { PracticeConfigs } from "../../../shared/ports/index.ts";

/** Practice configurations in memory. */
export interface FakePracticeConfigs extends PracticeConfigs {
  /** Makes this the practice's current version; versions count from 1. */
  publish(config: PracticeConfig): number;
}

/** Configurations that were published here, immutable and numbered like the real ones. */
export function fakePracticeConfigs(...published: readonly PracticeConfig[]): FakePracticeConfigs {
  const versions = new Map<string, PracticeConfig[]>();
  const of = (practiceId: string) => versions.get(practiceId) ?? [];
  const publish = (config: PracticeConfig) => {
    versions.set(config.practiceId, [...of(config.practiceId), structuredClone(config)]);
    return of(config.practiceId).length;
  };
  for (const config of published) publish(config);
  return {
    publish,
    async current(practiceId) {
      const config = of(practiceId).at(-1);
      return config && { version: of(practiceId).length, config };
    },
    async version(practiceId, version) {
      const config = of(practiceId)[version - 1];
      if (config === undefined) throw new ConfigVersionMissing(version);
      return config;
    },
  };
}
