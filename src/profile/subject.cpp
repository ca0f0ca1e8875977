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

// NT-16: the name that was asked for if it is among them, else the first that fits.
std::optional<std::string> copy_of_a_name(const Content& content) {
  const std::string* wish = first_of(content.subject, x509::kCommonName);
  std::optional<std::string> first;
  for (const GeneralName& name : content.names) {
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

const Attributes& verified_of(const Content& content) {
  static const Attributes none;
  return content.identity ? content.identity->attributes() : none;
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

std::vector<std::string> values_for(const SubjectAttribute& wanted, const Content& content) {
  std::optional<std::string> made;
  switch (wanted.source) {
    case AttributeSource::wish:
      return all_of(content.subject, wanted);
    case AttributeSource::identity:
      return all_of(verified_of(content), wanted);
    case AttributeSource::name:
      made = copy_of_a_name(content);
      break;
    case AttributeSource::display_name:
      made = display_name(verified_of(content));
      break;
  }
  return made ? std::vector{*std::move(made)} : std::vector<std::string>();
}

const Attributes& source_of(const SubjectAttribute& wanted, const Content& content) {
  return wanted.source == AttributeSource::identity ? verified_of(content) : content.subject;
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

Result<void> append(const Row& row, const SubjectAttribute& wanted, const Content& content,
                    Attributes& out) {
  const auto values = values_for(wanted, content);
  const Attributes& source = source_of(wanted, content);
  if (values.empty()) {
    const bool demanded = row.presence == Presence::must && !any_of(source, wanted.unless);
    return demanded ? refuse(kSubjectMissing, row, wanted.type) : Result<void>();
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

}  // namespace

Result<x509::DistinguishedName> build_subject(const Profile& profile, const Content& content,
                                              Time at) {
  Attributes attributes;
  for (const Row& row : profile.rows()) {
    if (row.emission == Emission::never || !row.in_force(at)) {
      continue;
    }
    if (std::holds_alternative<ExistingSubject>(row.value)) {
      return content.existing ? Result<x509::DistinguishedName>(content.existing->subject)
                              : fail(kExistingMissing, "profile", profile.name());
    }
    if (const auto* wanted = std::get_if<SubjectAttribute>(&row.value)) {
      TRY(append(row, *wanted, content, attributes));
    }
  }
  return attributes.empty() ? Result<x509::DistinguishedName>(x509::DistinguishedName())
                            : x509::DistinguishedName::make(std::move(attributes));
}

}  // namespace chancery::profile
