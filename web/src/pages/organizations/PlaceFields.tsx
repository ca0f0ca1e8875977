// Country and state of an organization, out of ISO 3166 (NT-18): searched by name, by code, and by other spellings.
import { Select, TextInput, type ComboboxItem } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useMemo, type KeyboardEvent } from "react";
import { useTranslation } from "react-i18next";
import { countriesQuery, statesQuery } from "../../api/organizations.ts";
import classes from "./PlaceFields.module.css";
import { countryName } from "./countries.ts";
import { countryOptions, found, stateOptions, type Option } from "./places.ts";

interface Props {
  value: string;
  change: (value: string) => void;
  error: string | undefined;
}

export function CountryField({ value, change, error }: Props) {
  const { t, i18n } = useTranslation();
  const items = useQuery(countriesQuery).data?.items;
  const options = useMemo(() => countryOptions(items ?? [], countryName, i18n.language), [items, i18n.language]);
  return <Choice label={t("organizations.country")} options={options} value={value} change={change} error={error} required />;
}

/** Of the country that is chosen. One that ISO 3166-2 does not divide takes any text. */
export function StateField({ country, ...props }: Props & { country: string }) {
  const { t } = useTranslation();
  const states = useQuery({ ...statesQuery(country), enabled: country !== "" });
  const options = useMemo(() => stateOptions(states.data?.items ?? []), [states.data]);
  const field = { label: t("organizations.state"), description: t("organizations.stateAbout") };
  if (states.data && options.length === 0) {
    return <TextInput {...field} value={props.value} onChange={(e) => props.change(e.currentTarget.value)} maxLength={128} error={props.error} />;
  }
  return <Choice {...field} {...props} options={options} disabled={country === ""} clearable />;
}

interface ChoiceProps extends Props {
  label: string;
  description?: string;
  options: Option[];
  required?: boolean;
  clearable?: boolean;
  disabled?: boolean;
}

/** Enter takes the option that is marked. Mantine loses count of it while the list opens, and the form would be sent instead. */
function takeMarked(event: KeyboardEvent<HTMLInputElement>) {
  if (event.key !== "Enter" || event.nativeEvent.isComposing) return;
  const list = document.getElementById(event.currentTarget.getAttribute("aria-controls") ?? "");
  const marked = list?.querySelector<HTMLElement>("[data-combobox-selected]");
  if (!marked) return;
  event.preventDefault();
  marked.click();
}

function Choice({ options, value, change, ...field }: ChoiceProps) {
  const { t } = useTranslation();
  const words = useMemo(() => new Map(options.map((option) => [option.value, option])), [options]);
  // What was written before there was a table stays to be seen.
  const data = value && !words.has(value) ? [{ value, label: value }, ...options] : options;
  return (
    <Select
      {...field}
      data={data.map(({ value: own, label }) => ({ value: own, label }))}
      value={value || null}
      onChange={(chosen) => change(chosen ?? "")}
      onKeyDown={takeMarked}
      searchable
      selectFirstOptionOnChange
      allowDeselect={false}
      placeholder={t("organizations.choose")}
      nothingFoundMessage={t("organizations.noPlace")}
      limit={200}
      withScrollArea={false}
      classNames={{ options: classes.options! }}
      filter={({ options: shown, search }) => found(shown as ComboboxItem[], words, search)}
      autoComplete="off"
      clearButtonProps={{ "aria-label": t("organizations.clear", { name: field.label }) }}
    />
  );
}
