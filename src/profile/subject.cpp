#include "profile/subject.h"

#include <algorithm>
#include <array>

#include "profile/errors.h"

namespace chancery::profile {
namespace {

using x509::Attribute;
using x509::GeneralName;

// Upper bounds in characters: RFC 5280 appendix A.1, as TLS BR 7.1.4.2 repeats them.
struct Bound {
  der::Oid type;
  std::size_t characters;
};
constexpr std::array kBounds = {
    Bound{x509::kCommonName, 64},   Bound{x509::kOrganization, 64},
    Bound{x509::kLocality, 128},    Bound{x509::kOrganizationalUnit, 64},
    Bound{x509::kCountry, 2},       Bound{x509::kStateOrProvince, 128},
    Bound{x509::kSerialNumber, 64},
};
constexpr std::size_t kOtherBound = 64;
constexpr std::size_t kCommonNameBound = 64;

std::size_t bound_of(const der::Oid& type) {
  const auto bound = std::ranges::find(kBounds, type, &Bound::type);
  return bound == kBounds.end() ? kOtherBound : bound->characters;
}

// Code points of UTF-8 text.
std::size_t characters_in(std::string_view text) {
  return static_cast<std::size_t>(
      std::ranges::count_if(text, [](char c) { return (c & 0xc0) != 0x80; }));
}

// NT-20: '.', '-' and blanks alone say that a field is not applicable.
bool is_filler(std::string_view text) {
  return text.find_first_not_of(".- ") == std::string_view::npos;
}

bool is_country_code(std::string_view text) {
  return text.size() == 2 && std::ranges::all_of(text, [](char c) { return c >= 'A' && c <= 'Z'; });
}

Result<void> check_text(const der::Oid& type, const std::string& text) {
  const bool fits = !is_filler(text) && characters_in(text) <= bound_of(type) &&
                    (type != x509::kCountry || is_country_code(text));
  if (!fits) {
    return fail(kSubjectMalformed, {{"attribute", type.to_dotted()}, {"seen", text}});
  }
  return {};
}

const std::string* wish_for(const Content& content, const der::Oid& type) {
  const auto wish = std::ranges::find(content.subject, type, &Attribute::type);
  return wish == content.subject.end() ? nullptr : &wish->text;
}

std::string text_of(const GeneralName& name) {
  if (name.kind() == GeneralName::Kind::ip) {
    const auto address = name.ip_address();
    return address ? address->text() : std::string();
  }
  return std::string(name.text());
}

// NT-16: the name that was asked for if it is among them, else the first that fits.
std::optional<std::string> copy_of_a_name(const Content& content, const std::string* wish) {
  std::optional<std::string> first;
  for (const GeneralName& name : content.names) {
    std::string text = text_of(name);
    if (text.empty() || text.size() > kCommonNameBound) {
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

std::optional<std::string> value_for(const SubjectAttribute& attribute, const Content& content) {
  const std::string* wish = wish_for(content, attribute.type);
  if (attribute.copy_of_a_name) {
    return copy_of_a_name(content, wish);
  }
  return wish == nullptr ? std::nullopt : std::optional(*wish);
}

}  // namespace

Result<x509::DistinguishedName> build_subject(const Profile& profile, const Content& content,
                                              Time at) {
  std::vector<Attribute> attributes;
  for (const Row& row : profile.rows()) {
    const auto* attribute = std::get_if<SubjectAttribute>(&row.value);
    if (attribute == nullptr || row.emission == Emission::never || !row.in_force(at)) {
      continue;
    }
    const auto text = value_for(*attribute, content);
    if (!text) {
      if (row.presence == Presence::must) {
        return fail(kSubjectMissing, {{"attribute", attribute->type.to_dotted()},
                                      {"citation", std::string(row.citation)}});
      }
      continue;
    }
    TRY(check_text(attribute->type, *text));
    attributes.push_back({attribute->type, *text, x509::preferred_encoding(attribute->type)});
  }
  return attributes.empty() ? Result<x509::DistinguishedName>(x509::DistinguishedName())
                            : x509::DistinguishedName::make(std::move(attributes));
}

}  // namespace chancery::profile
