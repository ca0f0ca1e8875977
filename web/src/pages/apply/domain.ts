// A domain as it is typed, brought into the form in which it is certified: FQDN, apex or wildcard (NC-5..8).
export type DomainFault = "empty" | "address" | "form" | "wildcard" | "length";

export type Domain = { name: string; fault?: undefined } | { name?: undefined; fault: DomainFault };

const LABEL = /^(?!-)[a-z0-9-]{1,63}(?<!-)$/;
const LONGEST = 253;

/** People paste addresses: what stands around the host is taken away. */
function hostIn(text: string): string {
  return text
    .trim()
    .toLowerCase()
    .replace(/^[a-z][a-z0-9+.-]*:\/\//, "")
    .replace(/[/?#].*$/, "")
    .replace(/:\d+$/, "")
    .replace(/\.$/, "");
}

/** "bücher.example" as its A-labels; undefined where there are none. */
function ascii(host: string): string | undefined {
  if (/^[\x20-\x7e]*$/.test(host)) return host;
  try {
    return new URL(`http://${host}`).hostname;
  } catch {
    return undefined;
  }
}

export function parseDomain(text: string): Domain {
  const host = hostIn(text);
  if (!host) return { fault: "empty" };
  const wildcard = host.startsWith("*.");
  const base = ascii(wildcard ? host.slice(2) : host);
  if (base === undefined) return { fault: "form" };
  if (/^[\d.]+$/.test(base) || base.includes(":") || base.includes("[")) return { fault: "address" };
  if (base.includes("*")) return { fault: "wildcard" };
  const labels = base.split(".");
  if (labels.length < 2 || !labels.every((label) => LABEL.test(label))) return { fault: "form" };
  const name = (wildcard ? "*." : "") + base;
  return name.length > LONGEST ? { fault: "length" } : { name };
}
