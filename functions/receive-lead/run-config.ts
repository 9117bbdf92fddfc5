import type { PracticeConfig } from "../../shared/contracts/practice.ts";
import type { Run } from "../../shared/domain/entities/run.ts";
import { ConfigVersionMissing } from "../../shared/domain/errors.ts";
import type { Practice } from "../../shared/intake/submission.ts";
import type { Logger, PracticeConfigs } from "../../shared/ports/index.ts";

/** The configuration that a run started with; the current one where that is gone: an inquiry is not lost over it. */
export async function configOfRun(
  { configs, logger }: { configs: PracticeConfigs; logger: Logger },
  { practiceId, config }: Practice,
  { leadId, runId, configVersion }: Run,
): Promise<PracticeConfig> {
  try {
    return await configs.version(practiceId, configVersion);
  } catch (error) {
    if (!(error instanceof ConfigVersionMissing)) throw error;
    logger.error("the configuration of a run is missing", { practiceId, leadId, runId, code: error.code });
    return config;
  }
}
