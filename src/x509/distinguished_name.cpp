#include "x509/distinguished_name.h"

#include <algorithm>

#include "der/errors.h"
#include "der/reader.h"
#include "der/writer.h"
#include "x509/asn1_text.h"
#include "x509/errors.h"

namespace chancery::x509 {
namespace {

constexpr std::size_t kMaxAttributes = 64;
constexpr std::uint8_t kEmptyName[] = {0x30, 0x00};

// AttributeTypeAndValue ::= SEQUENCE { type OBJECT IDENTIFIER, value ANY }
Result<Attribute> read_attribute(BytesView content) {
  der::Reader in(content);
  Attribute attribute;
  attribute.type = TRY(in.oid());
  const der::Element value = TRY(in.read_any());
  TRY(in.expect_end());
  attribute.encoding = value.tag;
  if (is_string_type(value.tag)) {
    auto text = string_to_utf8(value.tag, value.value);
    if (!text) {
      return std::unexpected(std::move(text).error().with("attribute", attribute.type.to_dotted()));
    }
    attribute.text = *std::move(text);
  } else {
    TRY(der::check_der(value.tlv));
  }
  return attribute;
}

// RelativeDistinguishedName ::= SET SIZE (1..MAX) OF AttributeTypeAndValue
Result<void> read_rdn(der::Reader in, std::vector<Attribute>& out) {
  if (in.at_end()) {
    return fail(kDistinguishedNameMalformed, "problem", "an empty RDN");
  }
  BytesView before;
  while (!in.at_end()) {
    const der::Element member = TRY(in.read_any());
    if (member.tag != der::Tag::sequence) {
      return fail(kDistinguishedNameMalformed, "problem", "an RDN member that is no SEQUENCE");
    }
    if (std::ranges::lexicographical_compare(member.tlv, before)) {
      return fail(der::kDerSetOrder, "in", "an RDN");
    }
    if (out.size() == kMaxAttributes) {
      return fail(kDistinguishedNameMalformed, "problem", "more than 64 attributes");
    }
    Attribute attribute = TRY(read_attribute(member.value));
    attribute.same_rdn = !before.empty();
    out.push_back(std::move(attribute));
    before = member.tlv;
  }
  return {};
}

Result<void> check_text(const Attribute& attribute) {
  const bool fits =
      (attribute.encoding == der::Tag::utf8_string && is_utf8_text(attribute.text)) ||
      (attribute.encoding == der::Tag::printable_string && is_printable_string(attribute.text)) ||
      (attribute.encoding == der::Tag::ia5_string && is_plain_ascii(attribute.text));
  if (attribute.text.empty() || !fits) {
    return fail(kStringMalformed, "attribute", attribute.type.to_dotted());
  }
  return {};
}

Bytes encode_name(std::span<const Attribute> attributes) {
  der::Writer w;
  w.sequence([&] {
    for (auto rdn = attributes.begin(); rdn != attributes.end();) {
      const auto next_rdn =
          std::find_if(rdn + 1, attributes.end(), [](const Attribute& a) { return !a.same_rdn; });
      w.set_of([&] {
        for (; rdn != next_rdn; ++rdn) {
          w.sequence([&] {
            w.oid(rdn->type);
            w.primitive(rdn->encoding, as_bytes(rdn->text));
          });
        }
      });
    }
  });
  return w.take();
}

}  // namespace

der::Tag preferred_encoding(const Oid& attribute_type) {
  static constexpr Oid kPrintable[] = {kCountry, kSerialNumber, kDnQualifier, kJurisdictionCountry};
  static constexpr Oid kIa5[] = {kEmailAddress, kDomainComponent};
  if (std::ranges::count(kPrintable, attribute_type) > 0) {
    return der::Tag::printable_string;
  }
  return std::ranges::count(kIa5, attribute_type) > 0 ? der::Tag::ia5_string
                                                      : der::Tag::utf8_string;
}

DistinguishedName::DistinguishedName() : der_(std::begin(kEmptyName), std::end(kEmptyName)) {}

Result<DistinguishedName> DistinguishedName::parse(BytesView der) {
  der::Reader outer(der);
  der::Reader in = TRY(outer.sequence());
  TRY(outer.expect_end());
  std::vector<Attribute> attributes;
  attributes.reserve(4);  // few names have more
  while (!in.at_end()) {
    TRY(read_rdn(TRY(in.set()), attributes));
  }
  return DistinguishedName(to_bytes(der), std::move(attributes));
}

Result<DistinguishedName> DistinguishedName::make(std::vector<Attribute> attributes) {
  for (const Attribute& attribute : attributes) {
    TRY(check_text(attribute));
  }
  return parse(encode_name(attributes));
}

std::optional<std::string_view> DistinguishedName::find(const Oid& type) const {
  const auto found = std::ranges::find(attributes_, type, &Attribute::type);
  return found == attributes_.end() ? std::nullopt : std::optional<std::string_view>(found->text);
}

}  // namespace chancery::x509
