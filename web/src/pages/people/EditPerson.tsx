// Name, address and role of a person. A role that must not meet the person's other duties is refused by the server.
import { Button, Group, NativeSelect, Stack, TextInput } from "@mantine/core";
import { useMutation, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api, take, type Schemas } from "../../api/client.ts";
import { rolesQuery } from "../../api/people.ts";
import { AsCurl } from "../../ui/AsCurl.tsx";
import { Dialog } from "../../ui/Dialog.tsx";
import { ProblemNotice } from "../../ui/ProblemNotice.tsx";

type User = Schemas["User"];
type Person = Pick<User, "display_name" | "email" | "role">;

export function EditPerson({ user }: { user: User }) {
  const { t } = useTranslation();
  const [form, setForm] = useState<Person>();
  const before: Person = { display_name: user.display_name, email: user.email, role: user.role };
  const roles = useQuery(rolesQuery).data?.items.filter((role) => role.needs_enterprise === (user.enterprise !== undefined)) ?? [];
  const close = () => {
    setForm(undefined);
    edit.reset();
  };
  const body = Object.fromEntries(Object.entries(form ?? {}).filter(([name, value]) => value !== before[name as keyof Person])) as Schemas["UserChange"];
  const edit = useMutation({ mutationFn: () => take(api.PATCH("/api/v1/users/{id}", { params: { path: { id: user.id } }, body })), onSuccess: () => close() });
  return (
    <>
      <Button variant="default" onClick={() => setForm(before)}>
        {t("apply.edit")}
      </Button>
      <Dialog opened={form !== undefined} onClose={close} title={t("people.facts")}>
        {form && (
          <form
            onSubmit={(event) => {
              event.preventDefault();
              edit.mutate();
            }}
          >
            <Stack>
              <TextInput label={t("people.displayName")} value={form.display_name} onChange={(e) => setForm({ ...form, display_name: e.currentTarget.value })} maxLength={100} required data-autofocus />
              <TextInput label={t("people.email")} type="email" value={form.email} onChange={(e) => setForm({ ...form, email: e.currentTarget.value })} maxLength={254} required />
              <NativeSelect label={t("keys.role")} value={form.role} onChange={(e) => setForm({ ...form, role: e.currentTarget.value as User["role"] })} data={roles.map(({ name }) => ({ value: name, label: t(`role.${name}`) }))} />
              {edit.error && <ProblemNotice error={edit.error} />}
              <AsCurl method="PATCH" path={`/api/v1/users/${user.id}`} body={body} />
              <Group justify="flex-end">
                <Button variant="default" onClick={close}>
                  {t("common.cancel")}
                </Button>
                <Button type="submit" loading={edit.isPending} disabled={Object.keys(body).length === 0}>
                  {t("common.save")}
                </Button>
              </Group>
            </Stack>
          </form>
        )}
      </Dialog>
    </>
  );
}
