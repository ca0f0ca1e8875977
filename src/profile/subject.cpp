#include "profile/subject.h"

#include <algorithm>

#include "profile/attribute_text.h"
#include "profile/errors.h"

namespace chancery::profile {
namespace {

using x509::Attribute;
using x509::GeneralName;
using Attributes = std::vector<Attribute>;

std::unexpected<Error> refuse(const ErrorKind& kind, const Row& row, const der::Oid& type) {
  return fail(kind,
              {{"attribute", x509::attribute_name(type)}, {"citation", std::string(row.citation)}});
}

const std::string* first_of(const Attributes& attributes, const der::Oid& type) {
  const auto found = std::ranges::find(attributes, type, &Attribute::type);
  return found == attributes.end() ? nullptr : &found->text;
}

bool any_of(const Attributes& attributes, std::span<const der::Oid> types) {
  return std::ranges::any_of(
      types, [&](const der::Oid& type) { return first_of(attributes, type) != nullptr; });
}

std::string text_of(const GeneralName& name) {
  if (name.kind() == GeneralName::Kind::ip) {
    const auto address = name.ip_address();
    return address ? address->text() : std::string();
  }
  return std::string(name.text());
}

/// What subjects are made of.
struct Given {
  const x509::GeneralNames& names;
  const Attributes& wished;
  const Attributes& verified;
};

const Attributes& verified_in(const std::optional<VettedIdentity>& identity) {
  static const Attributes none;
  return identity ? identity->attributes() : none;
}

// NT-16: the name that was asked for if it is among them, else the first that fits.
std::optional<std::string> copy_of_a_name(const Given& given) {
  const std::string* wish = first_of(given.wished, x509::kCommonName);
  std::optional<std::string> first;
  for (const GeneralName& name : given.names) {
    std::string text = text_of(name);
    if (text.empty() || text.size() > characters_allowed(x509::kCommonName)) {
      continue;
    }
    if (wish != nullptr && text == *wish) {
      return text;
    }
    if (!first) {
      first = std::move(text);
    }
  }
  return first;
}

// S/MIME BR 7.1.4.2.2 a: a personal name, a pseudonym, or the organization's name.
std::optional<std::string> display_name(const Attributes& verified) {
  std::string name;
  for (const der::Oid& type : {x509::kGivenName, x509::kSurname}) {
    if (const std::string* part = first_of(verified, type)) {
      name += (name.empty() ? "" : " ") + *part;
    }
  }
  for (const der::Oid& type : {x509::kPseudonym, x509::kOrganization}) {
    if (const std::string* other = first_of(verified, type); other != nullptr && name.empty()) {
      name = *other;
    }
  }
  const bool fits = !name.empty() && characters_in(name) <= characters_allowed(x509::kCommonName);
  return fits ? std::optional(std::move(name)) : std::nullopt;
}

std::vector<std::string> all_of(const Attributes& attributes, const SubjectAttribute& wanted) {
  std::vector<std::string> texts;
  for (const Attribute& attribute : attributes) {
    if (attribute.type == wanted.type && (wanted.repeatable || texts.empty())) {
      texts.push_back(attribute.text);
    }
  }
  return texts;
}

std::vector<std::string> values_for(const SubjectAttribute& wanted, const Given& given) {
  std::optional<std::string> made;
  switch (wanted.source) {
    case AttributeSource::wish:
      return all_of(given.wished, wanted);
    case AttributeSource::identity:
      return all_of(given.verified, wanted);
    case AttributeSource::name:
      made = copy_of_a_name(given);
      break;
    case AttributeSource::display_name:
      made = display_name(given.verified);
      break;
  }
  return made ? std::vector{*std::move(made)} : std::vector<std::string>();
}

const Attributes& source_of(const SubjectAttribute& wanted, const Given& given) {
  return wanted.source == AttributeSource::identity ? given.verified : given.wished;
}

Result<void> check_company(const Row& row, const SubjectAttribute& wanted,
                           const Attributes& source) {
  if (any_of(source, wanted.not_beside)) {
    return refuse(kSubjectContradicts, row, wanted.type);
  }
  if (!wanted.only_beside.empty() && !any_of(source, wanted.only_beside)) {
    return refuse(kSubjectMissing, row, wanted.only_beside.front());
  }
  return {};
}

Result<void> check_absence(const Row& row, const SubjectAttribute& wanted,
                           const Attributes& source) {
  if (row.presence != Presence::must || any_of(source, wanted.unless)) {
    return {};
  }
  return refuse(wanted.source == AttributeSource::name ? kNameTooLong : kSubjectMissing, row,
                wanted.type);
}

Result<void> append(const Row& row, const SubjectAttribute& wanted, const Given& given,
                    Attributes& out) {
  const auto values = values_for(wanted, given);
  const Attributes& source = source_of(wanted, given);
  if (values.empty()) {
    return check_absence(row, wanted, source);
  }
  TRY(check_company(row, wanted, source));
  for (const std::string& text : values) {
    TRY(check_attribute_text(wanted.type, text));
    if (!wanted.one_of.empty() && std::ranges::count(wanted.one_of, text) == 0) {
      return refuse(kSubjectMalformed, row, wanted.type);
    }
    out.push_back({wanted.type, text, x509::preferred_encoding(wanted.type)});
  }
  return {};
}

bool speaks(const Row& row, Time at) {
  return row.emission != Emission::never && row.in_force(at);
}

}  // namespace

Result<x509::DistinguishedName> build_subject(const Profile& profile, const Content& content,
                                              Time at) {
  const Given given{content.names, content.subject, verified_in(content.identity)};
  Attributes attributes;
  for (const Row& row : profile.rows()) {
    if (!speaks(row, at)) {
      continue;
    }
    if (std::holds_alternative<ExistingSubject>(row.value)) {
      return content.existing ? Result<x509::DistinguishedName>(content.existing->subject)
                              : fail(kExistingMissing, "profile", profile.name());
    }
    if (const auto* wanted = std::get_if<SubjectAttribute>(&row.value)) {
      TRY(append(row, *wanted, given, attributes));
    }
  }
  return attributes.empty() ? Result<x509::DistinguishedName>(x509::DistinguishedName())
                            : x509::DistinguishedName::make(std::move(attributes));
}

Result<void> check_subject(const Profile& profile, const x509::GeneralNames& names,
                           const std::optional<VettedIdentity>& identity, Time at) {
  const Attributes none;
  const Given given{names, none, verified_in(identity)};
  Attributes attributes;
  for (const Row& row : profile.rows()) {
    const auto* wanted = std::get_if<SubjectAttribute>(&row.value);
    if (speaks(row, at) && wanted != nullptr) {
      TRY(append(row, *wanted, given, attributes));
    }
  }
  return {};
}

}  // namespace chancery::profile
