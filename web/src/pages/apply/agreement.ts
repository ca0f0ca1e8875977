// The Subscriber Agreement in force.
import { queryOptions } from "@tanstack/react-query";
import { api, take } from "../../api/client.ts";
import { Problem } from "../../api/problem.ts";
import { makeCsr } from "../../keys/csr.ts";
import { makeKeyPair } from "../../keys/key-pair.ts";

export interface Agreement {
  version: string;
  sections: { title: string; text: string }[];
}

/** A refusal names the version in force, and nothing is filed without one. */
async function versionInForce(): Promise<Agreement> {
  const domains = ["www.example.com"];
  const csr = await makeCsr(await makeKeyPair("ec-p256"), domains);
  try {
    await take(api.POST("/api/v1/applications", { body: { name: "?", domains, csr, method: "dns-change", agreement_version: "?" } }));
  } catch (error) {
    const version = error instanceof Problem ? error.facts.members?.version : undefined;
    if (typeof version === "string") return { version, sections: [] };
    throw error;
  }
  throw new Error("an application without agreement was filed");
}

export const agreementQuery = queryOptions({ queryKey: ["agreement"], queryFn: versionInForce, staleTime: 60_000 });
