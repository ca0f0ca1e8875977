// Renders /api/v1/openapi.json as a page. Text only ever goes in as text nodes.
"use strict";

function element(tag, attributes, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
  node.append(...children.filter((child) => child !== null && child !== undefined));
  return node;
}

// Text with `code` in it.
function prose(text) {
  return element("span", {}, ...(text || "").split("`").map((part, index) => (index % 2 ? element("code", {}, part) : part)));
}

function resolve(api, node) {
  return node && node.$ref ? node.$ref.slice(2).split("/").reduce((at, key) => at[key], api) : node;
}

function typeName(api, schema) {
  if (!schema) return "";
  if (schema.$ref) {
    const target = resolve(api, schema);
    return target.type === "object" ? schema.$ref.split("/").pop() : typeName(api, target);
  }
  if (schema.enum) return schema.enum.join(" | ");
  if (schema.type === "array") return `array of ${typeName(api, schema.items)}`;
  return [schema.type, schema.format].filter(Boolean).join(", ");
}

function table(head, rows) {
  return element("div", { class: "wide" }, element("table", {},
    element("thead", {}, element("tr", {}, ...head.map((text) => element("th", {}, text)))),
    element("tbody", {}, ...rows.map((row) => element("tr", {}, ...row.map((cell) => element("td", {}, cell)))))));
}

function schemaTable(api, schema) {
  const target = resolve(api, schema);
  if (!target || !target.properties) return null;
  const required = new Set(target.required || []);
  return table(["member", "type", "meaning"], Object.entries(target.properties).map(([name, member]) => [
    element("span", {}, element("code", {}, name), required.has(name) ? " required" : ""),
    typeName(api, member), prose(member.description || resolve(api, member).description)]));
}

function example(path, verb, operation) {
  const parts = operation.security ? ["curl"] : ["curl", "-H 'Authorization: Bearer KEY'"];
  if (verb !== "get") parts.push(`-X ${verb.toUpperCase()}`);
  if (operation.requestBody) parts.push("-H 'Content-Type: application/json' -d @request.json");
  parts.push(`${location.origin}${path}`);
  return element("pre", {}, parts.join(" "));
}

function operationCard(api, path, verb, operation) {
  const parameters = (operation.parameters || []).map((parameter) => resolve(api, parameter));
  const request = operation.requestBody && operation.requestBody.content["application/json"].schema;
  const answers = Object.entries(operation.responses).map(([status, answer]) => [status, resolve(api, answer).description]);
  const success = operation.responses["200"] || operation.responses["201"];
  const content = success && success.content && success.content["application/json"];
  return element("details", { class: "card", id: operation.operationId },
    element("summary", {}, element("span", { class: "verb" }, verb.toUpperCase()), element("code", {}, path), operation.summary),
    operation.description ? element("p", {}, prose(operation.description)) : null,
    element("p", { class: "soft" }, operation["x-roles"] ? `For ${operation["x-roles"].join(", ")}.`
      : operation.security.length ? "For a person about itself: needs a session of the console." : "Needs no key."),
    example(path, verb, operation),
    parameters.length ? element("h3", {}, "Parameters") : null,
    parameters.length ? table(["name", "in", "meaning"], parameters.map((p) => [element("code", {}, p.name), p.in, prose(p.description)])) : null,
    request ? element("h3", {}, "Request") : null, request ? schemaTable(api, request) : null,
    element("h3", {}, "Answers"), table(["status", "meaning"], answers),
    content ? schemaTable(api, content.schema) : null);
}

function render(api) {
  const main = document.getElementById("operations");
  document.getElementById("description").append(prose(api.info.description));
  for (const tag of api.tags) {
    main.append(element("h2", {}, tag.name));
    for (const [path, verbs] of Object.entries(api.paths)) {
      for (const [verb, operation] of Object.entries(verbs)) {
        if (operation.tags.includes(tag.name)) main.append(operationCard(api, path, verb, operation));
      }
    }
  }
}

fetch("/api/v1/openapi.json")
  .then((answer) => (answer.ok ? answer.json() : Promise.reject(new Error(`the server answered ${answer.status}`))))
  .then(render)
  .catch((error) => document.getElementById("operations").append(element("p", { class: "bad" }, `openapi.json could not be read: ${error.message}`)));
