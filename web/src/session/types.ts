// A session of the console as the server describes it.
export type SessionState = "second_factor" | "new_password" | "enrol_second_factor" | "open";
export type FactorKind = "totp" | "passkey" | "recovery_code";

export interface Session {
  state: SessionState;
  user: { id: string; name: string; display_name: string; email: string; role: string; enterprise?: { id: string; name: string } };
  permissions: string[];
  csrf: string;
  factors: FactorKind[];
  verified_at?: string;
  expires: string;
}
