import type { Schemas } from "../../api/client.ts";

export type ValidationStatus = Schemas["Validation"]["status"];

export const VALIDATION_STATUSES: ValidationStatus[] = ["In progress", "Succeeded", "Timeout", "Failed"];
