// Who is signed in. The session itself is a cookie that no script can read; what is kept here is its description,
// and the token against forged requests that goes with it.
import { useSyncExternalStore } from "react";
import type { components } from "../api/schema";

export type Session = components["schemas"]["Session"];
export type Permission = components["schemas"]["Permission"];

let current: Session | undefined;
const listeners = new Set<() => void>();

function change(next: Session | undefined) {
  current = next;
  for (const listener of listeners) listener();
}

export function openSession(session: Session) {
  change(session);
}

export function dropSession() {
  if (current) change(undefined);
}

const SAFE = new Set(["GET", "HEAD"]);

export function sessionHeaders(method: string): Record<string, string> {
  return current && !SAFE.has(method) ? { "X-Chancery-Csrf": current.csrf } : {};
}

export function currentSession(): Session | undefined {
  return current;
}

export function isOpen(session: Session | undefined): session is Session {
  return session?.state === "open";
}

export function useSession(): Session | undefined {
  return useSyncExternalStore((listener) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  }, currentSession);
}

/** Whether the signed-in person holds one of the permissions. */
export function useMay(...permissions: Permission[]): boolean {
  const session = useSession();
  return permissions.some((permission) => session?.permissions.includes(permission));
}

/** Whether the person applies for an enterprise. Staff of the CA belong to none, and file nothing of their own. */
export function useApplies(): boolean {
  const may = useMay("file-applications");
  return useSession()?.user.enterprise !== undefined && may;
}
