// What is said about an organization: first what its certificates will say, then how it can be found and reached.
import { Button, TextInput } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Problem } from "../../api/problem.ts";
import { problemText } from "../../i18n/index.ts";
import { AsCurl } from "../../ui/AsCurl.tsx";
import { Section } from "../../ui/Page.tsx";
import { ProblemNotice } from "../../ui/ProblemNotice.tsx";
import { isComplete, type FactsForm, type PERSON, type TEXTS } from "./facts.ts";
import classes from "./OrganizationForm.module.css";
import { CountryField, StateField } from "./PlaceFields.tsx";
import { subjectOf } from "./subject.ts";

type Text = (typeof TEXTS)[number];
type Person = (typeof PERSON)[number];

const MOST: Record<Text | `representative.${Person}`, number> = {
  name: 64,
  country: 2,
  state_or_province: 128,
  locality: 128,
  street: 128,
  postal_code: 16,
  registration_number: 100,
  website: 255,
  "representative.name": 100,
  "representative.title": 100,
  "representative.email": 254,
  "representative.phone": 40,
};

interface Props {
  start: FactsForm;
  action: string;
  call: { method: "POST" | "PATCH"; path: string; body: (form: FactsForm) => object };
  send: { mutate: (form: FactsForm) => void; isPending: boolean; error: unknown };
  cancel: () => void;
}

export function OrganizationForm({ start, action, call, send, cancel }: Props) {
  const { t } = useTranslation();
  const [form, setForm] = useState(start);
  const complete = isComplete(form);
  const optional = (name: string) => t("organizations.optional", { name });
  const text = (name: Text) => ({
    value: form[name],
    onChange: (e: React.ChangeEvent<HTMLInputElement>) => setForm({ ...form, [name]: e.currentTarget.value }),
    maxLength: MOST[name],
    error: faultOf(send.error, name),
  });
  const person = (name: Person) => ({
    value: form.representative[name],
    onChange: (e: React.ChangeEvent<HTMLInputElement>) => setForm({ ...form, representative: { ...form.representative, [name]: e.currentTarget.value } }),
    maxLength: MOST[`representative.${name}`],
    error: faultOf(send.error, `representative.${name}`),
  });
  return (
    <form
      className={classes.form}
      onSubmit={(event) => {
        event.preventDefault();
        send.mutate(form);
      }}
    >
      <Section title={t("organizations.certificates")} about={t("organizations.certificatesAbout")}>
        <div className={classes.pair}>
          <TextInput label={t("organizations.name")} description={t("organizations.nameAbout")} {...text("name")} required autoFocus />
        </div>
        <div className={classes.pair}>
          <CountryField value={form.country} change={(country) => setForm({ ...form, country, state_or_province: "" })} error={faultOf(send.error, "country")} />
          <StateField country={form.country} value={form.state_or_province} change={(state_or_province) => setForm({ ...form, state_or_province })} error={faultOf(send.error, "state_or_province")} />
          <TextInput label={t("organizations.locality")} {...text("locality")} />
        </div>
        <p className={classes.preview}>
          <span>{t("organizations.preview")}</span>
          <code>{subjectOf({ ...form, country: form.country || "…", name: form.name || "…" })}</code>
        </p>
      </Section>
      <Section title={t("organizations.reach")} about={t("organizations.reachAbout")}>
        <div className={classes.pair}>
          <TextInput label={optional(t("organizations.street"))} {...text("street")} />
          <TextInput label={optional(t("organizations.postalCode"))} {...text("postal_code")} />
        </div>
        <div className={classes.pair}>
          <TextInput label={optional(t("organizations.register"))} description={t("organizations.registerAbout")} {...text("registration_number")} />
          <TextInput label={optional(t("organizations.website"))} placeholder="https://www.example.com" inputMode="url" {...text("website")} />
        </div>
      </Section>
      <Section title={t("organizations.representative")} about={t("organizations.representativeAbout")}>
        <div className={classes.pair}>
          <TextInput label={t("people.displayName")} {...person("name")} required />
          <TextInput label={optional(t("organizations.position"))} {...person("title")} />
        </div>
        <div className={classes.pair}>
          <TextInput label={t("people.email")} type="email" {...person("email")} required />
          <TextInput label={t("organizations.phone")} type="tel" {...person("phone")} required />
        </div>
      </Section>
      {send.error ? <ProblemNotice error={send.error} /> : null}
      <AsCurl method={call.method} path={call.path} body={call.body(form)} />
      <div className={classes.foot}>
        <Button variant="default" onClick={cancel}>
          {t("common.cancel")}
        </Button>
        <Button type="submit" loading={send.isPending} disabled={!complete}>
          {action}
        </Button>
      </div>
    </form>
  );
}

/** What the server has against this field. */
function faultOf(error: unknown, field: string): string | undefined {
  if (!(error instanceof Problem) || error.facts.members?.field !== field) return undefined;
  return problemText(error.facts.code) ?? error.facts.title;
}
