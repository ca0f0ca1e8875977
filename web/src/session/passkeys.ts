// Passkeys (W3C Web Authentication Level 3): the browser does the ceremony, both ends speak its JSON.
import { api, take, type Schemas } from "../api/client.ts";
import { refreshSession } from "./calls.ts";
import { openSession } from "./store.ts";

export const canPasskeys = typeof PublicKeyCredential !== "undefined" && "parseRequestOptionsFromJSON" in PublicKeyCredential;

/** The person closed the browser's dialog, or it ran out of time. */
export class Declined extends Error {}

type Question = Schemas["PasskeyQuestion"];

async function answer(ask: Promise<Credential | null>): Promise<Schemas["Credential"]> {
  try {
    const credential = await ask;
    return (credential as PublicKeyCredential).toJSON() as Schemas["Credential"];
  } catch (error) {
    if (error instanceof DOMException && ["NotAllowedError", "AbortError", "InvalidStateError"].includes(error.name)) throw new Declined(error.name);
    throw error;
  }
}

/** Signs in, shows the second factor or steps up, whichever the session is at. */
export async function showPasskey() {
  const { challenge_id, public_key } = await take(api.POST("/api/v1/session/passkey-options"));
  const publicKey = PublicKeyCredential.parseRequestOptionsFromJSON(public_key as unknown as PublicKeyCredentialRequestOptionsJSON);
  const credential = await answer(navigator.credentials.get({ publicKey }));
  openSession(await take(api.POST("/api/v1/session/passkey", { body: { challenge_id, credential } })));
}

export async function addPasskey(name: string) {
  const { challenge_id, public_key }: Question = await take(api.POST("/api/v1/me/passkey-options"));
  const publicKey = PublicKeyCredential.parseCreationOptionsFromJSON(public_key as unknown as PublicKeyCredentialCreationOptionsJSON);
  const credential = await answer(navigator.credentials.create({ publicKey }));
  await take(api.POST("/api/v1/me/passkeys", { body: { challenge_id, name, credential } }));
  await refreshSession(); // its rights may have risen, and with them the token has changed
}
